using Dbd.Runs;
using Dbd.Torch.Runtime;

using static TorchSharp.torch;

namespace Dbd.Torch.Training;

/// <summary>Sums up the readings of an epoch on the device, in float64; they are read only when somebody wants to see them,
/// since reading makes a GPU wait.</summary>
internal sealed class EpochMeter : IDisposable
{
    private readonly Compute _compute;
    private readonly string _group;
    private readonly IReadOnlyList<string> _names;
    private readonly Tensor _sums;
    private readonly Tensor _counts;

    public EpochMeter(string group, IReadOnlyList<string> names, Compute compute)
    {
        (_group, _names, _compute) = (group, names, compute);
        _sums = zeros(names.Count, ScalarType.Float64, compute.Device);
        _counts = zeros(names.Count, ScalarType.Float64, compute.Device);
    }

    public void Add(StepResult step)
    {
        using IDisposable _ = no_grad();
        _sums.add_(step.Sums);
        _counts.add_(step.Counts);
    }

    /// <summary>The means until now, over what all processes saw: all have to ask.</summary>
    /// <exception cref="DbdException">A mean over samples is not finite: training diverged.</exception>
    public MetricGroup Read()
    {
        double[] sums = Copy(_sums);
        double[] counts = Copy(_counts);
        _compute.Group.Sum(sums);
        _compute.Group.Sum(counts);
        if (!double.IsFinite(sums[0]))
            throw Diverged("the loss is no longer a finite number");
        return new MetricGroup(_group, [.. _names.Select((name, i) => new Reading(name, sums[i] / counts[i]))]);
    }

    /// <summary>What is said of a training from which nothing more can come.</summary>
    /// <param name="how">What shows it.</param>
    public static DbdException Diverged(string how) =>
        new($"Training diverged: {how}. A lower learning rate (optimizer.*.lr) usually helps.");

    public void Dispose()
    {
        _sums.Dispose();
        _counts.Dispose();
    }

    private static double[] Copy(Tensor tensor)
    {
        using Tensor host = tensor.cpu();
        return host.data<double>().ToArray();
    }
}
