using System.Buffers;

using Dbd.Imaging;

namespace Dbd.Attacks.Ctrl;

/// <summary>Raises two frequencies of the colours of the whole picture. Labels are kept: it was made against training without
/// labels.</summary>
/// <remarks>Li, Pang, Xi, Du, Ji, Yao, Wang, "An Embarrassingly Simple Backdoor Attack on Self-supervised Learning", ICCV 2023,
/// section 3. The programs compute in binary32 by an FFT; here it is binary64, without one.</remarks>
/// <param name="options">The options.</param>
/// <exception cref="Configuration.ConfigException">A position is not in the window.</exception>
internal sealed class CtrlAttack(CtrlOptions options) : IAttack
{
    private readonly FrequencyTrigger _trigger = new(options.Window, options.Positions, options.Magnitude);

    /// <inheritdoc/>
    public IPoisonPolicy Policy => CleanLabel.Policy;

    /// <inheritdoc/>
    public void Stamp(Span<byte> image, ImageShape shape, in StampContext context)
    {
        double[] raised = ArrayPool<double>.Shared.Rent(image.Length);
        Raise(image, shape, raised);
        for (int i = 0; i < image.Length; i++)
        {
            image[i] = options.Rule == CtrlRule.Backdoorbench
                ? Quantization.Wrapped(raised[i])
                : Quantization.Level(Unit(raised[i]), LevelRounding.SaveImage);
        }
        ArrayPool<double>.Shared.Return(raised);
    }

    /// <summary>The authors' number in [0, 1] for a value of 0 to 255, or beyond.</summary>
    internal static float Unit(double level) => (float)Math.Clamp(level / byte.MaxValue, 0, 1);

    /// <summary>Red, green and blue of each pixel with the trigger, of 0 to 255 and beyond.</summary>
    internal void Raise(ReadOnlySpan<byte> image, ImageShape shape, Span<double> raised)
    {
        double[] trigger = _trigger.Plane(shape);
        (double inY, double inU, double inV) = (Share(0), Share(1), Share(2));
        for (int i = 0; i < image.Length; i += ImageShape.Channels)
        {
            double lift = trigger[i / ImageShape.Channels];
            (double r, double g, double b) = (image[i], image[i + 1], image[i + 2]);
            double y = 0.299 * r + 0.587 * g + 0.114 * b + inY * lift;
            double u = -0.147 * r - 0.289 * g + 0.436 * b + inU * lift;
            double v = 0.615 * r - 0.515 * g - 0.1 * b + inV * lift;
            (raised[i], raised[i + 1], raised[i + 2]) = (y + 1.14 * v, y - 0.396 * u - 0.581 * v, y + 2.029 * u);
        }
    }

    private double Share(int channel) => options.Channels.Contains(channel) ? 1 : 0;
}
