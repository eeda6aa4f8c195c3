using System.Buffers;

using Dbd.Imaging;

namespace Dbd.Attacks.WaNet;

/// <summary>From bytes to bytes through a grid, as one of the public programs does it.</summary>
/// <param name="rule">Whose.</param>
internal sealed class WarpRule(WaNetRule rule)
{
    // CIFAR-10's, as BackdoorBench has them.
    private static readonly double[] s_mean = [0.4914, 0.4822, 0.4465];
    private static readonly double[] s_deviation = [0.247, 0.243, 0.261];

    private readonly float[] _levels = [.. Enumerable.Range(0, 256 * ImageShape.Channels).Select(i => Of((byte)(i / 3), i % 3, rule))];

    /// <summary>Warps a picture in place.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="shape">Its size.</param>
    /// <param name="grid">[height, width, 2].</param>
    public void Apply(Span<byte> image, ImageShape shape, ReadOnlySpan<float> grid)
    {
        float[] rented = ArrayPool<float>.Shared.Rent(2 * image.Length);
        Span<float> before = rented.AsSpan(0, image.Length), after = rented.AsSpan(image.Length, image.Length);
        for (int i = 0; i < image.Length; i++)
            before[i] = _levels[image[i] * ImageShape.Channels + i % ImageShape.Channels];
        Warp.Apply(before, shape, grid, after);
        for (int i = 0; i < image.Length; i++)
            image[i] = Stored(after[i], i % ImageShape.Channels);
        ArrayPool<float>.Shared.Return(rented);
    }

    private static float Of(byte level, int channel, WaNetRule rule)
    {
        float unit = Quantization.Unit(level);
        return rule == WaNetRule.Backdoorbench ? (unit - (float)s_mean[channel]) / (float)s_deviation[channel] : unit;
    }

    private byte Stored(float value, int channel) => rule switch
    {
        WaNetRule.Box => Quantization.Level(value, LevelRounding.HalfToEven),
        WaNetRule.Toolbox => Quantization.Level(value, LevelRounding.SaveImage),
        _ => Quantization.Level(value / (float)(1 / s_deviation[channel]) - (float)-s_mean[channel], LevelRounding.Truncate),
    };
}
