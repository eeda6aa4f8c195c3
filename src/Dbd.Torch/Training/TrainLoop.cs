using Dbd.Batching;
using Dbd.Runs;
using Dbd.Torch.Optimization.Optimizers;
using Dbd.Torch.Optimization.Schedules;
using Dbd.Torch.Runtime;

using static TorchSharp.torch;

namespace Dbd.Torch.Training;

/// <summary>The steps of an epoch: the only place that runs a backward pass, and the only one that opens a training step's
/// dispose scope.</summary>
/// <param name="network">What is trained.</param>
/// <param name="optimizer">Changes it.</param>
/// <param name="learningRate">The rate at each time.</param>
/// <param name="compute">Where the network is.</param>
/// <param name="time">The clock.</param>
/// <param name="cancellation">Stops between two steps.</param>
/// <param name="average">Follows the weights after each step; null where nobody needs it.</param>
/// <param name="begin">Told the epoch before its first step, from 1; null where nobody needs it.</param>
public sealed class TrainLoop(
    nn.Module network, Optimizer optimizer, LearningRate learningRate,
    Compute compute, TimeProvider time, CancellationToken cancellation, WeightAverage? average = null,
    Action<int>? begin = null)
{
    private static readonly TimeSpan s_betweenReports = TimeSpan.FromMilliseconds(500);

    /// <summary>The rate in use at the beginning of an epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    public double LearningRateOf(int epoch) => learningRate(epoch - 1);

    /// <summary>Trains one epoch.</summary>
    /// <typeparam name="TBatch">The batch that the objective takes.</typeparam>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="objective">What to minimise.</param>
    /// <param name="batches">On what.</param>
    /// <param name="report">Told now and then, and after the last step.</param>
    /// <returns>The readings of the epoch: means over all its samples.</returns>
    /// <exception cref="OperationCanceledException">Stopped; what the epoch changed is to be thrown away.</exception>
    /// <exception cref="DbdException">There is nothing to train on, or the loss is no longer a finite number.</exception>
    public MetricGroup Epoch<TBatch>(
        int epoch, IObjective<TBatch> objective, BatchStream<TBatch> batches, Action<EpochProgress> report)
        where TBatch : IBatch
    {
        if (batches.Steps == 0)
            throw new DbdException("There is no sample to train on: what was selected is nothing, or does not fill a batch.");
        begin?.Invoke(epoch);
        network.train();
        using EpochMeter meter = new(objective.Group, objective.Readings, compute);
        long began = time.GetTimestamp();
        TimeSpan nextReport = TimeSpan.Zero;
        int step = 0;
        long images = 0;
        foreach (TBatch batch in batches)
        {
            images += batch.Images;
            using (batch)
                Step(objective, batch, learningRate(epoch - 1 + (double)step / batches.Steps), meter);
            bool isDue = ++step == batches.Steps || time.GetElapsedTime(began) >= nextReport;
            StepVote vote = StepVote.Of(compute.Group, cancellation.IsCancellationRequested, isDue, images);
            if (vote.Stops)
                throw new OperationCanceledException(cancellation);
            if (!vote.Reports)
                continue;
            report(new EpochProgress(step, vote.Images, time.GetElapsedTime(began), meter.Read()));
            nextReport = time.GetElapsedTime(began) + s_betweenReports;
        }
        CheckWeights();
        return meter.Read();
    }

    // A loss is of the weights before its step: of the last step only they tell, and a checkpoint of them could not be gone on from.
    private void CheckWeights()
    {
        using IDisposable _ = no_grad();
        foreach (Tensor weights in network.parameters().Concat(network.buffers()))
        {
            using Tensor finite = weights.isfinite();
            using Tensor all = finite.all();
            if (!all.item<bool>())
                throw EpochMeter.Diverged("a weight is no longer a finite number");
        }
    }

    private void Step<TBatch>(IObjective<TBatch> objective, TBatch batch, double rate, EpochMeter meter)
    {
        using IDisposable _ = NewDisposeScope();
        StepResult result = objective.Step(batch);
        result.Loss.backward();
        optimizer.Step(rate, compute.Group.Size > 1 ? compute.Group.Sum : null);
        average?.Follow();
        meter.Add(result);
    }
}

/// <summary>How far an epoch is.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Images">Images (views) seen.</param>
/// <param name="Elapsed">Time since the epoch began.</param>
/// <param name="SoFar">The readings until now.</param>
public readonly record struct EpochProgress(int Step, long Images, TimeSpan Elapsed, MetricGroup SoFar);
