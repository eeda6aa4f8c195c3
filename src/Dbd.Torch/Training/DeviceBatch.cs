using Dbd.Batching;

using static TorchSharp.torch;

namespace Dbd.Torch.Training;

/// <summary>A batch on the device where the network is.</summary>
/// <param name="Pixels">float32 [images, H, W, 3], normalised.</param>
/// <param name="Labels">int64 [samples].</param>
/// <param name="Poisoned">float32 [samples], 1 where poisoned; for metrics only.</param>
public readonly record struct DeviceBatch(Tensor Pixels, Tensor Labels, Tensor Poisoned)
{
    /// <summary>The images as networks take them: float32 [images, 3, H, W], channels-last in memory.</summary>
    public Tensor Images => AsImages(Pixels);

    /// <summary>Samples in the whole batch, where this is the share of one process; 0 where it is the whole one.</summary>
    public long Whole { get; init; }

    /// <summary>What these samples give to a mean over the whole batch: the mean itself where they are all of it.</summary>
    /// <param name="values">[samples].</param>
    /// <returns>A scalar; the sum of all shares' is the mean.</returns>
    public Tensor Mean(Tensor values) => BatchMean.Of(values, Whole);

    /// <summary>Copies a batch to the device.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="device">Where the network is.</param>
    public static DeviceBatch From(HostBatch batch, Device device) => new(
        HostCopy.Of<float>(batch.Pixels.Span, ScalarType.Float32, [batch.Images, batch.Shape.Height, batch.Shape.Width, 3], device),
        HostCopy.Of<long>(batch.Labels.Span, ScalarType.Int64, [batch.Count], device),
        HostCopy.Of<float>(batch.Poisoned.Span, ScalarType.Float32, [batch.Count], device))
    {
        Whole = batch.Whole,
    };

    /// <summary>Views pixels as networks take images, without moving them.</summary>
    /// <param name="pixels">[images, H, W, 3].</param>
    /// <returns>[images, 3, H, W], channels-last in memory.</returns>
    public static Tensor AsImages(Tensor pixels) => pixels.permute(0, 3, 1, 2);
}
