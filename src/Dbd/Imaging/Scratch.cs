namespace Dbd.Imaging;

/// <summary>Working memory that each thread keeps, for operations that need more than a picture's two buffers.</summary>
internal static class Scratch
{
    // More is not kept: it was for one large picture.
    private const int MostKept = 16 << 20;

    [ThreadStatic]
    private static byte[]? s_first;

    [ThreadStatic]
    private static byte[]? s_second;

    [ThreadStatic]
    private static byte[]? s_third;

    public static Span<byte> First(int bytes) => AtLeast(ref s_first, bytes);

    public static Span<byte> Second(int bytes) => AtLeast(ref s_second, bytes);

    public static Span<byte> Third(int bytes) => AtLeast(ref s_third, bytes);

    private static Span<byte> AtLeast(ref byte[]? buffer, int bytes)
    {
        if (bytes > MostKept)
            return new byte[bytes];
        if (buffer is null || buffer.Length < bytes)
            buffer = new byte[bytes];
        return buffer.AsSpan(0, bytes);
    }
}
