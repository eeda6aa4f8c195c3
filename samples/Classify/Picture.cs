// Prepares a picture as `dbd predict` does, to the bit: upright, the middle of it in the model's proportions, made to fit as PIL resizes.
using SkiaSharp;

namespace Classify;

/// <summary>A picture in memory: red, green, blue of each pixel, row by row.</summary>
internal sealed record Picture(int Width, int Height, byte[] Pixels)
{
    private const int Precision = 22;

    public static Picture Read(string path)
    {
        using SKCodec codec = SKCodec.Create(path) ?? throw new InvalidDataException($"{path} is no picture.");
        (int width, int height, SKEncodedOrigin origin) = (codec.Info.Width, codec.Info.Height, codec.EncodedOrigin);
        using SKBitmap bitmap = SKBitmap.Decode(codec, new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        ReadOnlySpan<byte> stored = bitmap.GetPixelSpan();
        (int w, int h) = origin >= SKEncodedOrigin.LeftTop ? (height, width) : (width, height);
        byte[] pixels = new byte[3 * w * h];
        for (int i = 0; i < w * h; i++)
        {
            (int x, int y) = Stored(i % w, i / w);
            stored.Slice(y * bitmap.RowBytes + 4 * x, 3).CopyTo(pixels.AsSpan(3 * i));
        }
        return new Picture(w, h, pixels);

        // Where a camera that was held otherwise has put a pixel.
        (int X, int Y) Stored(int x, int y) => origin switch
        {
            SKEncodedOrigin.TopRight => (width - 1 - x, y),
            SKEncodedOrigin.BottomRight => (width - 1 - x, height - 1 - y),
            SKEncodedOrigin.BottomLeft => (x, height - 1 - y),
            SKEncodedOrigin.LeftTop => (y, x),
            SKEncodedOrigin.RightTop => (y, height - 1 - x),
            SKEncodedOrigin.RightBottom => (width - 1 - y, height - 1 - x),
            SKEncodedOrigin.LeftBottom => (width - 1 - y, x),
            _ => (x, y),
        };
    }

    public Picture Fit(int width, int height)
    {
        int h = Math.Clamp((int)((long)Width * height / width), 1, Height);
        int w = Math.Clamp((int)((long)Height * width / height), 1, Width);
        byte[] middle = new byte[3 * w * h];
        for (int y = 0; y < h; y++)
            Pixels.AsSpan(3 * (((Height - h) / 2 + y) * Width + (Width - w) / 2), 3 * w).CopyTo(middle.AsSpan(3 * y * w));
        byte[] narrow = Resize(middle, lines: h, length: w, step: 3, width);
        return new Picture(width, height, Resize(narrow, lines: 1, length: h, step: 3 * width, height));
    }

    // [lines, length, step] to [lines, size, step]: bilinear, antialiased, weights of 22 bits.
    private static byte[] Resize(byte[] source, int lines, int length, int step, int size)
    {
        byte[] result = new byte[lines * size * step];
        for (int i = 0; i < size; i++)
        {
            (int first, int[] weights) = Weights(i, length, size);
            for (int line = 0; line < lines; line++)
            {
                for (int k = 0; k < step; k++)
                {
                    int sum = 1 << (Precision - 1);
                    for (int j = 0; j < weights.Length; j++)
                        sum += source[(line * length + first + j) * step + k] * weights[j];
                    result[(line * size + i) * step + k] = (byte)Math.Clamp(sum >> Precision, 0, 255);
                }
            }
        }
        return result;
    }

    private static (int First, int[] Weights) Weights(int i, int length, int size)
    {
        double scale = (double)length / size, reach = Math.Max(scale, 1), center = (i + 0.5) * scale;
        int first = Math.Max((int)(center - reach + 0.5), 0), end = Math.Min((int)(center + reach + 0.5), length);
        double[] shares = [.. Enumerable.Range(0, end - first).Select(j => Math.Max(1 - Math.Abs((j + first - center + 0.5) / reach), 0))];
        return (first, [.. shares.Select(share => (int)(share / shares.Sum() * (1 << Precision) + 0.5))]);
    }
}
