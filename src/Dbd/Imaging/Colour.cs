namespace Dbd.Imaging;

/// <summary>Changes of colour, bit for bit as torchvision 0.14's <c>adjust_*</c> on PIL 9.4 pictures: each blends a degenerate
/// picture (black, grey, the picture's own grey) with the picture.</summary>
internal static class Colour
{
    /// <summary>Blends with black.</summary>
    /// <param name="pixels">uint8 <c>[.., 3]</c>, changed in place.</param>
    /// <param name="factor">At least 0: 0 gives black, 1 the picture, more a brighter one.</param>
    public static void AdjustBrightness(Span<byte> pixels, double factor) => Blending.FromConstant(pixels, 0, factor);

    /// <summary>Blends with the picture's mean grey.</summary>
    /// <param name="pixels">uint8 <c>[.., 3]</c>, changed in place.</param>
    /// <param name="factor">At least 0: 0 gives a grey surface, 1 the picture, more a picture of more contrast.</param>
    public static void AdjustContrast(Span<byte> pixels, double factor)
    {
        double mean = (double)Luma.Sum(pixels) / (pixels.Length / ImageShape.Channels);
        Blending.FromConstant(pixels, (byte)(mean + 0.5), factor);
    }

    /// <summary>Blends with the picture's grey version.</summary>
    /// <param name="pixels">uint8 <c>[.., 3]</c>, changed in place.</param>
    /// <param name="factor">At least 0: 0 gives a grey picture, 1 the picture, more a more colourful one.</param>
    public static void AdjustSaturation(Span<byte> pixels, double factor) => Blending.FromGrey(pixels, factor);

    /// <summary>Turns the hue; even 0 changes a picture, as the way to HSV and back is lossy.</summary>
    /// <param name="pixels">uint8 <c>[.., 3]</c>, changed in place.</param>
    /// <param name="factor">Turn, in [-0.5, 0.5] of a full circle.</param>
    public static void AdjustHue(Span<byte> pixels, double factor) => Hue.Turn(pixels, factor);

    /// <summary>Replaces each pixel by its luma, in all three channels.</summary>
    /// <param name="pixels">uint8 <c>[.., 3]</c>, changed in place.</param>
    public static void ToGrey(Span<byte> pixels) => Luma.Replicate(pixels);
}
