namespace Dbd.Imaging;

/// <summary>Turning of the hue by way of 8-bit HSV, as torchvision 0.14's <c>adjust_hue</c> on PIL 9.4.</summary>
internal static class Hue
{
    public static void Turn(Span<byte> pixels, double factor)
    {
        // The turn is truncated towards zero, then wraps: -0.1 gives 231.
        byte turn = unchecked((byte)(int)(factor * 255));
        int done = Simd.Enabled ? VectorHue.Turn(pixels, turn) : 0;
        ScalarHue.Turn(pixels[done..], turn);
    }
}
