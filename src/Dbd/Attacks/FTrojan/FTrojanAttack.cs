using System.Buffers;

using Dbd.Imaging;

namespace Dbd.Attacks.FTrojan;

/// <summary>Raises a middle and a high frequency of the picture's colours, which is hard to see.</summary>
/// <remarks>Wang, Yao, Xu, An, Tong, Wang, "An Invisible Black-box Backdoor Attack through Frequency Domain", ECCV 2022, section 4. As
/// in BackdoorBench, with one thing added: values are rounded to six decimals before they are cut to 8 bits. There, a value that
/// nothing was done to comes back from the transform as a whole number give or take 1e-13, and noise decides between two levels.</remarks>
/// <param name="options">The options.</param>
/// <exception cref="Configuration.ConfigException">A position is not in the window.</exception>
internal sealed class FTrojanAttack(FTrojanOptions options) : IAttack
{
    private const double Decimals = 1e6;

    private readonly FrequencyTrigger _trigger = new(options.Window, options.Positions, options.Magnitude);

    /// <inheritdoc/>
    public void Stamp(Span<byte> image, ImageShape shape, in StampContext context)
    {
        double[] planes = ArrayPool<double>.Shared.Rent(image.Length);
        Raise(image, shape, planes);
        for (int i = 0; i < image.Length; i += ImageShape.Channels)
            (image[i], image[i + 1], image[i + 2]) = YCrCb.ToRgb(Snapped(planes[i]), Snapped(planes[i + 1]), Snapped(planes[i + 2]));
        ArrayPool<double>.Shared.Return(planes);
    }

    /// <summary>Y, Cr and Cb of each pixel with the trigger, before they are cut to 8 bits.</summary>
    internal void Raise(ReadOnlySpan<byte> image, ImageShape shape, Span<double> planes)
    {
        double[] trigger = _trigger.Plane(shape);
        for (int i = 0; i < image.Length; i += ImageShape.Channels)
            (planes[i], planes[i + 1], planes[i + 2]) = YCrCb.Of(image[i], image[i + 1], image[i + 2]);
        foreach (int channel in options.Channels)
        {
            for (int pixel = 0; pixel < trigger.Length; pixel++)
                planes[pixel * ImageShape.Channels + channel] += trigger[pixel];
        }
    }

    private static byte Snapped(double value) => Quantization.Wrapped(Math.Round(value * Decimals) / Decimals);
}
