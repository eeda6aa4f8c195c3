using Dbd.Batching;
using Dbd.Runs;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Optimization;
using Dbd.Torch.Optimization.Optimizers;
using Dbd.Torch.Runtime;
using Dbd.Torch.Stages;
using Dbd.Torch.Training;

using Xunit;

namespace Dbd.Torch.Tests.Training;

public sealed class TrainLoopTests : IDisposable
{
    private readonly Classifier _network = TinyData.Classifier(width: 2);
    private readonly CancellationTokenSource _cancellation = new();

    [Fact]
    public void The_first_and_the_last_step_are_reported()
    {
        List<EpochProgress> reports = [];
        MetricGroup whole = Loop(0.01).Epoch(1, Objective(), Batches(), reports.Add);
        Assert.Equal((1, 12L), (reports[0].Step, reports[0].Images));
        Assert.Equal((4, 48L), (reports[^1].Step, reports[^1].Images));
        Assert.Equal(whole.Readings, reports[^1].SoFar.Readings);
    }

    [Fact]
    public void Cancelling_stops_after_the_step()
    {
        int steps = 0;
        BatchStream<HostBatch> batches = new(4, 0, step =>
        {
            steps++;
            return TinyData.Batch();
        });
        Assert.Throws<OperationCanceledException>(() => Loop(0.01).Epoch(1, Objective(), batches, _ => _cancellation.Cancel()));
        Assert.Equal(2, steps);
    }

    [Fact]
    public void An_epoch_of_no_samples_is_refused()
    {
        BatchStream<HostBatch> none = TinyData.Loader(TinyData.Poisoned()).Batches([], Randomness.Purpose.Augmentation, epoch: 1);
        DbdException refused = Assert.Throws<DbdException>(() => Loop(0.1).Epoch(1, Objective(), none, _ => { }));
        Assert.Contains("no sample to train on", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_rate_of_the_first_epoch_is_the_schedules_at_zero()
    {
        using Optimizer optimizer = new SgdOptions { Lr = 1 }.Create(ParameterGroup.Of(_network));
        TrainLoop loop = new(_network, optimizer, epoch => epoch + 0.5, Compute.OnCpu, TimeProvider.System, CancellationToken.None);
        Assert.Equal([0.5, 1.5], [loop.LearningRateOf(1), loop.LearningRateOf(2)]);
    }

    [Fact]
    public void A_schedule_is_asked_at_each_step_how_far_the_epoch_is()
    {
        List<double> asked = [];
        using Optimizer optimizer = new SgdOptions { Lr = 1 }.Create(ParameterGroup.Of(_network));
        TrainLoop loop = new(_network, optimizer, Remember, Compute.OnCpu, TimeProvider.System, CancellationToken.None);
        loop.Epoch(3, Objective(), Batches(), _ => { });
        Assert.Equal([2, 2.25, 2.5, 2.75], asked);

        double Remember(double epoch)
        {
            asked.Add(epoch);
            return 0.01;
        }
    }

    [Fact]
    public void A_rate_that_is_far_too_high_is_said_to_diverge()
    {
        TrainLoop loop = Loop(1e30);
        DbdException e = Assert.Throws<DbdException>(() =>
        {
            for (int epoch = 1; epoch <= 5; epoch++)
                loop.Epoch(epoch, Objective(), Batches(), _ => { });
        });
        Assert.StartsWith("Training diverged", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_the_last_step_has_spoilt_are_noticed_before_they_are_saved()
    {
        BatchStream<HostBatch> one = new(1, 0, _ => TinyData.Batch());
        DbdException e = Assert.Throws<DbdException>(() => Loop(double.PositiveInfinity).Epoch(1, Objective(), one, _ => { }));
        Assert.StartsWith("Training diverged: a weight is no longer a finite number.", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_number_of_workers_does_not_change_a_bit(int workers)
    {
        Assert.Equal(TrainedBy(workers: 0), TrainedBy(workers));
    }

    public void Dispose()
    {
        _network.Dispose();
        _cancellation.Dispose();
    }

    private static double[] TrainedBy(int workers)
    {
        using Classifier network = TinyData.Classifier(width: 2);
        using Optimizer optimizer = new SgdOptions { Lr = 0.1, Momentum = 0.9 }.Create(ParameterGroup.Of(network));
        TrainLoop loop = new(network, optimizer, _ => 0.1, Compute.OnCpu, TimeProvider.System, CancellationToken.None);
        SupervisedObjective objective = new(network, CrossEntropy.PerSample, Compute.OnCpu);
        MetricGroup trained = loop.Epoch(1, objective, Batches(workers), _ => { });
        return [.. optimizer.Groups[0].Values.Doubles(), .. trained.Readings.Select(r => r.Value)];
    }

    private static BatchStream<HostBatch> Batches(int workers = 0) =>
        TinyData.Loader(TinyData.Poisoned(), workers: workers).Batches(Sampler.Sequential(48), Randomness.Purpose.Augmentation, epoch: 1);

    private TrainLoop Loop(double rate) => new(
        _network,
        new SgdOptions { Lr = rate }.Create(ParameterGroup.Of(_network)),
        _ => rate,
        Compute.OnCpu,
        TimeProvider.System,
        _cancellation.Token);

    private SupervisedObjective Objective() => new(_network, CrossEntropy.PerSample, Compute.OnCpu);
}
