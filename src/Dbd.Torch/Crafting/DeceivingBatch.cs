using Dbd.Augmentation;
using Dbd.Data;
using Dbd.Imaging;
using Dbd.Torch.Deployment;
using Dbd.Torch.Runtime;
using Dbd.Torch.Training;

using static TorchSharp.torch;

namespace Dbd.Torch.Crafting;

/// <summary>Pictures of a data set to files of pictures that deceive a model, some at a time.</summary>
/// <param name="surrogate">The model.</param>
/// <param name="gradient">How it is deceived.</param>
/// <param name="compute">Where the model is.</param>
internal sealed class DeceivingBatch(CheckpointModel surrogate, ProjectedGradient gradient, Compute compute)
{
    /// <summary>Makes and writes some.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="samples">Which samples of it.</param>
    /// <param name="folder">Gets the pictures.</param>
    /// <param name="cancellation">Stops between two steps; then none of these is written.</param>
    public void Make(IImageSource data, int[] samples, CraftFolder folder, CancellationToken cancellation)
    {
        using IDisposable scope = NewDisposeScope();
        Tensor images = DeviceBatch.AsImages(Pixels(data, samples));
        Tensor labels = HostCopy.Of([.. samples.Select(i => (long)data.Label(i))], compute.Device);
        Tensor deceiving = gradient.Deceive(surrogate.Network, images, labels, Normalize, cancellation);
        byte[] pixels = ProjectedGradient.ToBytes(deceiving).permute(0, 2, 3, 1).contiguous().cpu().data<byte>().ToArray();
        foreach ((int place, int sample) in samples.Index())
            folder.Write(sample, pixels.AsSpan(place * data.Shape.Bytes, data.Shape.Bytes), data.Shape);
    }

    private Tensor Pixels(IImageSource data, int[] samples)
    {
        ImageShape shape = data.Shape;
        byte[] pixels = new byte[samples.Length * shape.Bytes];
        foreach ((int place, int sample) in samples.Index())
            data.Read(sample, pixels.AsSpan(place * shape.Bytes, shape.Bytes));
        float[] unit = Array.ConvertAll(pixels, value => value / 255f);
        long[] rows = [samples.Length, shape.Height, shape.Width, ImageShape.Channels];
        return HostCopy.Of<float>(unit, ScalarType.Float32, rows, compute.Device);
    }

    private Tensor Normalize(Tensor images)
    {
        NormalizeOptions normalize = surrogate.Description.Normalize;
        return (images - Channels(normalize.Mean)) / Channels(normalize.Std);
    }

    private Tensor Channels(IReadOnlyList<double> values) =>
        tensor([.. values.Select(v => (float)v)]).reshape(1, ImageShape.Channels, 1, 1).to(compute.Device);
}
