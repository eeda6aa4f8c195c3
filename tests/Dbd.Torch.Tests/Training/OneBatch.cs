using Dbd.Batching;
using Dbd.Runs;
using Dbd.Torch.Optimization;
using Dbd.Torch.Optimization.Optimizers;
using Dbd.Torch.Runtime;
using Dbd.Torch.Training;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Training;

/// <summary>Trains a network on one batch again and again.</summary>
internal sealed class OneBatch : IDisposable
{
    private readonly nn.Module _network;
    private readonly IReadOnlyList<ParameterGroup> _groups;
    private readonly TrainLoop _loop;

    public OneBatch(nn.Module network, OptimizerOptions optimizer)
    {
        _network = network;
        _groups = ParameterGroup.Of(network);
        Optimizer = optimizer.Create(_groups);
        _loop = new TrainLoop(network, Optimizer, _ => optimizer.Lr, Compute.OnCpu, TimeProvider.System, CancellationToken.None);
    }

    public Optimizer Optimizer { get; }

    public MetricGroup Step<TBatch>(IObjective<TBatch> objective, Func<TBatch> batch)
        where TBatch : IBatch =>
        _loop.Epoch(1, objective, new BatchStream<TBatch>(1, 0, _ => batch()), _ => { });

    public double[] Losses<TBatch>(int steps, IObjective<TBatch> objective, Func<TBatch> batch)
        where TBatch : IBatch =>
        [.. Enumerable.Range(0, steps).Select(_ => Step(objective, batch)["loss"])];

    public void Dispose()
    {
        Optimizer.Dispose();
        foreach (ParameterGroup group in _groups)
            group.Dispose();
        _network.Dispose();
    }
}
