using Dbd.Imaging;
using Dbd.Randomness;

namespace Dbd.Benchmarks;

/// <summary>What the benchmarks work on: smooth colours with some noise, 32x32.</summary>
internal static class Pictures
{
    public static ImageShape Shape { get; } = new(32, 32);

    public static byte[] Smooth()
    {
        Rng rng = Rng.For(1, Purpose.Synthesis);
        byte[] pixels = new byte[Shape.Bytes];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(i % 3 * 60 + i % Shape.Stride / 2 + i / Shape.Stride + rng.NextInt(20));
        return pixels;
    }
}
