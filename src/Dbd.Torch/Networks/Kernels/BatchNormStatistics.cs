using System.Runtime.InteropServices;

using Dbd.Torch.Runtime;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Kernels;

/// <summary>Mean and deviation of each channel over a batch, of which this process may have a share only: what is added up over all of
/// them are sums and counts, so shares need not be equal.</summary>
/// <param name="norm">Its running statistics move.</param>
/// <param name="group">The processes.</param>
internal sealed class BatchNormStatistics(NormBase norm, IProcessGroup group)
{
    /// <summary>[channels].</summary>
    public float[] Mean { get; private set; } = [];

    /// <summary>1 / sqrt(variance + eps), [channels].</summary>
    public float[] InverseDeviation { get; private set; } = [];

    /// <summary>Values of a channel, in all processes.</summary>
    public double Rows { get; private set; }

    /// <summary>What is said of a batch in which a channel has one value.</summary>
    public static DbdException NoVariance() => new(
        "A batch of one picture that has shrunk to a pixel has no variance (BatchNorm). "
            + "Take another batch_size, so that the last batch has more, or a larger dataset_size.");

    /// <summary>The values of a vector.</summary>
    /// <param name="vector">float32, on any device.</param>
    public static float[] Values(Tensor vector)
    {
        if (vector.device_type == TorchSharp.DeviceType.CPU)
            return MemoryMarshal.Cast<byte, float>(vector.bytes).ToArray();
        using Tensor host = vector.cpu();
        return host.data<float>().ToArray();
    }

    /// <summary>Takes the running statistics.</summary>
    public void TakeRunning() => Take(
        Array.ConvertAll(Values(norm.running_mean!), v => (double)v), Array.ConvertAll(Values(norm.running_var!), v => (double)v));

    /// <summary>Takes what was measured, and moves the running statistics.</summary>
    /// <param name="moments">[2, channels]: sums of x - shift and of its square, of this process.</param>
    /// <param name="shift">[channels]: the running mean.</param>
    /// <param name="rows">Values of a channel in this process.</param>
    /// <exception cref="DbdException">A channel has a single value.</exception>
    public void Measure(double[] moments, float[] shift, double rows)
    {
        (moments, Rows) = OfAll(moments, rows);
        int channels = shift.Length;
        (double[] mean, double[] variance) = (new double[channels], new double[channels]);
        for (int c = 0; c < channels; c++)
        {
            double shifted = moments[c] / Rows;
            mean[c] = shift[c] + shifted;
            variance[c] = Math.Max(0, (moments[channels + c] / Rows) - (shifted * shifted));
        }
        MoveRunning(norm.running_mean!, mean, 1);
        MoveRunning(norm.running_var!, variance, Rows / (Rows - 1));
        CountBatch();
        Take(mean, variance);
    }

    /// <summary>The sums of all processes; those of this one stay as they are.</summary>
    /// <param name="sums">Of this process.</param>
    public double[] OfAll(double[] sums)
    {
        if (group.Size == 1)
            return sums;
        double[] all = [.. sums];
        group.Sum(all);
        return all;
    }

    private (double[] Moments, double Rows) OfAll(double[] moments, double rows)
    {
        if (group.Size == 1)
            return (moments, rows);
        double[] all = OfAll([.. moments, rows]);
        return all[^1] > 1 ? (all[..^1], all[^1]) : throw NoVariance();
    }

    private void CountBatch()
    {
        if (norm.num_batches_tracked!.device_type == TorchSharp.DeviceType.CPU)
        {
            MemoryMarshal.Cast<byte, long>(norm.num_batches_tracked.bytes)[0]++;
            return;
        }
        using IDisposable _ = no_grad();
        norm.num_batches_tracked.add_(1);
    }

    private void MoveRunning(Tensor running, double[] measured, double factor)
    {
        double momentum = norm.momentum!.Value;
        float[] moved = Values(running);
        for (int c = 0; c < moved.Length; c++)
            moved[c] = (float)(((1 - momentum) * moved[c]) + (momentum * factor * measured[c]));
        if (running.device_type == TorchSharp.DeviceType.CPU)
        {
            MemoryMarshal.AsBytes<float>(moved).CopyTo(running.bytes);
            return;
        }
        using IDisposable _ = no_grad();
        using Tensor host = tensor(moved);
        running.copy_(host);
    }

    private void Take(double[] mean, double[] variance)
    {
        Mean = Array.ConvertAll(mean, v => (float)v);
        InverseDeviation = Array.ConvertAll(variance, v => (float)(1 / Math.Sqrt(v + norm.eps)));
    }
}
