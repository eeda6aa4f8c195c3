using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dbd.Imaging;

/// <summary>Exchanges rows and columns, so that what works down columns also works along rows.</summary>
internal static class Transposition
{
    /// <summary>Writes pixel (y, x) of the source to (x, y).</summary>
    /// <param name="source">A picture of h rows and w columns.</param>
    /// <param name="destination">uint8 <c>[w, h, 3]</c>.</param>
    public static void Transpose(PixelView source, Span<byte> destination)
    {
        (int height, int width) = (source.Shape.Height, source.Shape.Width);
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, source.Shape.Bytes);
        ref byte target = ref MemoryMarshal.GetReference(destination);
        // Four bytes are moved at once: the fourth is overwritten by the row below, so the last row goes byte by byte.
        for (int y = 0; y < height - 1; y++)
        {
            ref byte row = ref MemoryMarshal.GetReference(source.Row(y));
            for (int x = 0; x < width; x++)
            {
                uint pixel = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref row, x * ImageShape.Channels));
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref target, (x * height + y) * ImageShape.Channels), pixel);
            }
        }
        ReadOnlySpan<byte> lastRow = source.Row(height - 1);
        for (int x = 0; x < width; x++)
        {
            lastRow.Slice(x * ImageShape.Channels, ImageShape.Channels)
                .CopyTo(destination[((x * height + height - 1) * ImageShape.Channels)..]);
        }
    }
}
