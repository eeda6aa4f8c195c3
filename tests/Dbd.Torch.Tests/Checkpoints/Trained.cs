using Dbd.Runs;
using Dbd.Serialization.Pickling;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Optimization.Optimizers;
using Dbd.Torch.Optimization.Schedules;
using Dbd.Torch.Runtime;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.MixMatch;
using Dbd.Torch.Tests.Training;

namespace Dbd.Torch.Tests.Checkpoints;

/// <summary>A small classifier in training, and its checkpoints.</summary>
internal sealed class Trained : IDisposable
{
    public const string Hash = "0123456789ab";

    public static readonly SgdOptions Sgd = new() { Lr = 0.1, Momentum = 0.9, WeightDecay = 5e-4 };
    public static readonly AdamOptions Adam = new() { Lr = 0.002 };

    private readonly OneBatch _training;

    public Trained(OptimizerOptions optimizer, int width = 2, ScheduleOptions? schedule = null, string hash = Hash)
    {
        Network = TinyData.Classifier(width);
        _training = new OneBatch(Network, optimizer);
        State = new TrainingState(Network, _training.Optimizer, optimizer.Lr, schedule, hash);
    }

    public Classifier Network { get; }

    public Optimizer Optimizer => _training.Optimizer;

    public TrainingState State { get; }

    public void Train(int steps) =>
        _training.Losses(steps, new SupervisedObjective(Network, CrossEntropy.PerSample, Compute.OnCpu), () => TinyData.Batch());

    public void WarmUp(int steps) =>
        _training.Losses(steps, new LinearHead(Network, CrossEntropy.PerSample, Compute.OnCpu), () => TinyData.Batch());

    public PyDict Capture(int epoch = 1) => State.Capture(Report(epoch));

    public static EpochReport Report(int epoch, double accuracy = 0.5) => new(epoch, 9, 0.1, TimeSpan.FromSeconds(1),
    [
        new MetricGroup("poison_train", [new("loss", 2), new("acc", 0.25)]),
        new MetricGroup("clean_test", [new("loss", 1.5), new("acc", accuracy)]),
    ]);

    public void Dispose() => _training.Dispose();
}
