using System.Buffers;

using Dbd.Imaging;

namespace Dbd.Attacks;

/// <summary>A picture as binary32 numbers, for triggers that public implementations put on so. They are stored as 8 bits again by rounding
/// half up, as torchvision's <c>save_image</c> does.</summary>
internal readonly ref struct FloatPicture : IDisposable
{
    private readonly float[] _numbers;
    private readonly int _count;
    private readonly float _step;

    private FloatPicture(float[] numbers, int count, float step) => (_numbers, _count, _step) = (numbers, count, step);

    /// <summary>The numbers, three a pixel.</summary>
    public Span<float> Numbers => _numbers.AsSpan(0, _count);

    /// <summary>A picture of 0 (black) to 1 (white).</summary>
    public static FloatPicture Unit(ReadOnlySpan<byte> pixels) => Of(pixels, byte.MaxValue);

    /// <summary>A picture of 0 (black) to 255 (white).</summary>
    public static FloatPicture Levels(ReadOnlySpan<byte> pixels) => Of(pixels, 1);

    /// <summary>The numbers of a whole trigger, kept for long.</summary>
    public static float[] UnitOf(PixelBuffer picture)
    {
        using FloatPicture numbers = Unit(picture.Pixels);
        return numbers.Numbers.ToArray();
    }

    /// <summary>Rounds to 8 bits.</summary>
    /// <param name="pixels">Gets as many bytes.</param>
    public void Store(Span<byte> pixels)
    {
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = Quantization.Truncated(_numbers[i] * _step + 0.5f);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => ArrayPool<float>.Shared.Return(_numbers);

    private static FloatPicture Of(ReadOnlySpan<byte> pixels, float step)
    {
        float[] numbers = ArrayPool<float>.Shared.Rent(pixels.Length);
        for (int i = 0; i < pixels.Length; i++)
            numbers[i] = pixels[i] / step;
        return new FloatPicture(numbers, pixels.Length, step);
    }
}
