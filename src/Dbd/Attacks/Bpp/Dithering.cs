using System.Buffers;

using Dbd.Imaging;

namespace Dbd.Attacks.Bpp;

/// <summary>Fewer levels a channel, where each pixel hands its error on to the neighbours that come after it: the picture is kept in
/// binary32, and errors are added in binary64.</summary>
/// <remarks>Floyd, Steinberg, "An Adaptive Algorithm for Spatial Greyscale", 1976.</remarks>
internal static class Dithering
{
    /// <summary>Coarsens a picture.</summary>
    /// <param name="image">Changed in place.</param>
    /// <param name="shape">Its size.</param>
    /// <param name="levels">At least 2.</param>
    public static void Apply(Span<byte> image, ImageShape shape, int levels)
    {
        float[] values = ArrayPool<float>.Shared.Rent(image.Length);
        for (int i = 0; i < image.Length; i++)
            values[i] = image[i];
        for (int i = 0; i < image.Length; i++)
            Spread(values, i, shape, levels - 1);
        for (int i = 0; i < image.Length; i++)
            image[i] = Quantization.Level(MathF.Round(values[i]) / 255f, LevelRounding.Truncate);
        ArrayPool<float>.Shared.Return(values);
    }

    private static void Spread(float[] values, int i, ImageShape shape, int steps)
    {
        double coarse = Math.Round(values[i] / 255.0 * steps) / steps * 255;
        double error = values[i] - coarse;
        values[i] = (float)coarse;
        int column = i % shape.Stride / ImageShape.Channels;
        (bool isLeft, bool isRight, bool isLast) = (column == 0, column == shape.Width - 1, i >= shape.Bytes - shape.Stride);
        if (!isRight)
            Add(i + ImageShape.Channels, 7);
        if (!isRight && !isLast)
            Add(i + shape.Stride + ImageShape.Channels, 1);
        if (!isLast)
            Add(i + shape.Stride, 5);
        if (!isLeft && !isLast)
            Add(i + shape.Stride - ImageShape.Channels, 3);

        void Add(int at, int sixteenths) => values[at] = (float)(values[at] + error * sixteenths / 16);
    }
}
