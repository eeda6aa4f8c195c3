using System.Runtime.InteropServices;

using Dbd.Imaging;

using static TorchSharp.torch;

namespace Dbd.Torch.Deployment;

/// <summary>A classifier out of a checkpoint, computed by libtorch.</summary>
/// <param name="model">Disposed with it.</param>
public sealed class TorchImageClassifier(CheckpointModel model) : IImageClassifier
{
    private readonly Normalization _normalization = new(model.Description.Normalize.Mean, model.Description.Normalize.Std);

    /// <inheritdoc/>
    public string Source => model.Source;

    /// <inheritdoc/>
    public ImageShape Shape => model.Description.Shape;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => model.Description.ClassNames;

    /// <inheritdoc/>
    public float[] Logits(IReadOnlyList<PixelBuffer> pictures)
    {
        using IDisposable scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        Tensor pixels = empty(pictures.Count, Shape.Height, Shape.Width, ImageShape.Channels);
        Span<float> numbers = MemoryMarshal.Cast<byte, float>(pixels.bytes);
        for (int i = 0; i < pictures.Count; i++)
            _normalization.Apply(pictures[i].Pixels, numbers.Slice(i * Shape.Bytes, Shape.Bytes));
        return model.Network.call(pixels.permute(0, 3, 1, 2)).data<float>().ToArray();
    }

    /// <inheritdoc/>
    public void Dispose() => model.Dispose();
}
