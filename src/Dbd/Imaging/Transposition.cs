using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Dbd.Imaging;

/// <summary>Exchanges rows and columns, so that what works down columns also works along rows.</summary>
internal static class Transposition
{
    private const int Block = 4;

    /// <summary>Writes pixel (y, x) of the source to (x, y).</summary>
    /// <param name="source">A picture of h rows and w columns.</param>
    /// <param name="destination">uint8 <c>[w, h, 3]</c>.</param>
    public static void Transpose(PixelView source, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, source.Shape.Bytes);
        (int height, int width) = (source.Shape.Height, source.Shape.Width);
        bool blocks = Simd.Enabled && Sse41.IsSupported;
        int blockHeight = blocks ? height / Block * Block : 0;
        int blockWidth = blocks ? width / Block * Block : 0;
        Blocks(source, destination, blockHeight, blockWidth);
        Pixels(source, destination, new Region(0, blockWidth, blockHeight, width - blockWidth));
        Pixels(source, destination, new Region(blockHeight, 0, height - blockHeight, width));
    }

    /// <summary>The plain form, for a part of the picture.</summary>
    internal static void Pixels(PixelView source, Span<byte> destination, Region part)
    {
        for (int y = part.Top; y < part.Top + part.Height; y++)
        {
            ReadOnlySpan<byte> row = source.Row(y);
            for (int x = part.Left; x < part.Left + part.Width; x++)
            {
                int to = (x * source.Shape.Height + y) * ImageShape.Channels;
                destination[to] = row[x * ImageShape.Channels];
                destination[to + 1] = row[x * ImageShape.Channels + 1];
                destination[to + 2] = row[x * ImageShape.Channels + 2];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Blocks(PixelView source, Span<byte> destination, int height, int width)
    {
        ref byte from = ref MemoryMarshal.GetReference(source.Bytes);
        ref byte to = ref MemoryMarshal.GetReference(destination);
        int stride = source.Shape.Height * ImageShape.Channels;
        for (int y = 0; y < height; y += Block)
        {
            for (int x = 0; x < width; x += Block)
            {
                ref byte block = ref Unsafe.Add(ref from, y * source.Stride + x * ImageShape.Channels);
                ref byte turned = ref Unsafe.Add(ref to, x * stride + y * ImageShape.Channels);
                FourByFour(ref block, source.Stride, ref turned, stride);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourByFour(ref byte from, int fromStride, ref byte to, int toStride)
    {
        Vector128<uint> a = Load(ref from);
        Vector128<uint> b = Load(ref Unsafe.Add(ref from, fromStride));
        Vector128<uint> c = Load(ref Unsafe.Add(ref from, 2 * fromStride));
        Vector128<uint> d = Load(ref Unsafe.Add(ref from, 3 * fromStride));
        Vector128<ulong> abLeft = Sse2.UnpackLow(a, b).AsUInt64();
        Vector128<ulong> abRight = Sse2.UnpackHigh(a, b).AsUInt64();
        Vector128<ulong> cdLeft = Sse2.UnpackLow(c, d).AsUInt64();
        Vector128<ulong> cdRight = Sse2.UnpackHigh(c, d).AsUInt64();
        Store(Sse2.UnpackLow(abLeft, cdLeft), ref to);
        Store(Sse2.UnpackHigh(abLeft, cdLeft), ref Unsafe.Add(ref to, toStride));
        Store(Sse2.UnpackLow(abRight, cdRight), ref Unsafe.Add(ref to, 2 * toStride));
        Store(Sse2.UnpackHigh(abRight, cdRight), ref Unsafe.Add(ref to, 3 * toStride));
    }

    /// <summary>Four pixels, each widened to four bytes; exactly 12 bytes are read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Load(ref byte pixels)
    {
        Vector128<ulong> eight = Vector128.CreateScalar(Unsafe.ReadUnaligned<ulong>(ref pixels));
        Vector128<uint> twelve = eight.AsUInt32().WithElement(2, Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref pixels, 8)));
        return Vector128.Shuffle(twelve.AsByte(), Vector128.Create((byte)0, 1, 2, 12, 3, 4, 5, 12, 6, 7, 8, 12, 9, 10, 11, 12)).AsUInt32();
    }

    /// <summary>The reverse; exactly 12 bytes are written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector128<ulong> pixels, ref byte to)
    {
        Vector128<byte> twelve = Vector128.Shuffle(
            pixels.AsByte(), Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 3, 3, 3, 3));
        Unsafe.WriteUnaligned(ref to, twelve.AsUInt64().ToScalar());
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, 8), twelve.AsUInt32().GetElement(2));
    }
}
