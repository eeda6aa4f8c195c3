using System.Buffers;

using Dbd.Imaging;

namespace Dbd.Batching;

/// <summary>A batch as plain arrays, made by a loader thread; tensors come later. The arrays are borrowed from a pool and go
/// back when it is disposed.</summary>
/// <param name="count">Samples in it.</param>
/// <param name="views">Views of each sample: image v of sample s is number s * views + v.</param>
/// <param name="shape">Size of the images.</param>
public sealed class HostBatch(int count, int views, ImageShape shape) : IBatch
{
    private readonly float[] _pixels = ArrayPool<float>.Shared.Rent(count * views * shape.Bytes);
    private readonly long[] _labels = ArrayPool<long>.Shared.Rent(count);
    private readonly float[] _poisoned = ArrayPool<float>.Shared.Rent(count);

    /// <summary>Samples in the batch.</summary>
    public int Count => count;

    /// <summary>Samples in the whole batch, of which this is the share of one process.</summary>
    public int Whole
    {
        get => field == 0 ? count : field;
        init;
    }

    /// <inheritdoc/>
    public int Images => count * views;

    /// <summary>Size of the images.</summary>
    public ImageShape Shape => shape;

    /// <summary>Normalised pixels, float32 [images, height, width, 3].</summary>
    public Memory<float> Pixels => _pixels.AsMemory(0, Images * shape.Bytes);

    /// <summary>Labels as the training set has them, [count].</summary>
    public Memory<long> Labels => _labels.AsMemory(0, count);

    /// <summary>1 where the sample is poisoned, else 0, [count]. For metrics only.</summary>
    public Memory<float> Poisoned => _poisoned.AsMemory(0, count);

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_pixels);
        ArrayPool<long>.Shared.Return(_labels);
        ArrayPool<float>.Shared.Return(_poisoned);
    }
}
