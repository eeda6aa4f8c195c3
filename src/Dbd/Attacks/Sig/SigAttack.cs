using System.Collections.Concurrent;

using Dbd.Imaging;

namespace Dbd.Attacks.Sig;

/// <summary>Vertical stripes: a sine wave across the picture, the same in all rows and channels. Labels are kept.</summary>
/// <remarks>Barni, Kallas, Tondi, "A New Backdoor Attack in CNNs by Training Set Corruption without Label Poisoning", ICIP 2019,
/// section 3.</remarks>
/// <param name="options">The options.</param>
internal sealed class SigAttack(SigOptions options) : IAttack
{
    private readonly ConcurrentDictionary<int, float[]> _waves = new();

    /// <inheritdoc/>
    public IPoisonPolicy Policy => CleanLabel.Policy;

    /// <inheritdoc/>
    public void Stamp(Span<byte> image, ImageShape shape, in StampContext context)
    {
        float[] wave = _waves.GetOrAdd(shape.Width, Wave);
        bool isUnit = options.Rule == SigRule.Toolbox;
        for (int i = 0; i < image.Length; i++)
        {
            float lift = wave[i % shape.Stride / ImageShape.Channels];
            image[i] = isUnit
                ? Quantization.Level(Raised(image[i], lift), LevelRounding.SaveImage)
                : Quantization.Truncated((double)image[i] + lift);
        }
    }

    /// <summary>backdoor-toolbox's, before it is stored: numbers in [0, 1].</summary>
    internal void Raise(ReadOnlySpan<byte> image, ImageShape shape, Span<float> raised)
    {
        float[] wave = _waves.GetOrAdd(shape.Width, Wave);
        for (int i = 0; i < image.Length; i++)
            raised[i] = Raised(image[i], wave[i % shape.Stride / ImageShape.Channels]);
    }

    private static float Raised(byte level, float lift) => Math.Clamp(Quantization.Unit(level) + lift, 0f, 1f);

    private float[] Wave(int width)
    {
        double height = options.Rule == SigRule.Toolbox ? options.Delta / byte.MaxValue : options.Delta;
        return [.. Enumerable.Range(0, width).Select(j => (float)(height * Math.Sin(2 * Math.PI * j * options.Frequency / width)))];
    }
}
