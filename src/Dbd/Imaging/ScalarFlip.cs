namespace Dbd.Imaging;

/// <summary>The mirror image of a row, one pixel after the other.</summary>
internal static class ScalarFlip
{
    public static void Row(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        for (int x = 0; x < source.Length; x += ImageShape.Channels)
        {
            int mirrored = source.Length - ImageShape.Channels - x;
            destination[x] = source[mirrored];
            destination[x + 1] = source[mirrored + 1];
            destination[x + 2] = source[mirrored + 2];
        }
    }
}
