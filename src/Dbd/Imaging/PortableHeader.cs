namespace Dbd.Imaging;

/// <summary>The header of a Netpbm file: PPM (colours) and PGM (grey), with samples as text or as bytes.</summary>
/// <param name="Shape">The size.</param>
/// <param name="Channels">Samples of a pixel: 3 or 1.</param>
/// <param name="IsText">Whether samples are decimal numbers (P2, P3) and not bytes (P5, P6).</param>
/// <param name="Most">The sample that is white, 1 to 65,535.</param>
/// <param name="Length">Bytes before the samples.</param>
/// <remarks>https://netpbm.sourceforge.net/doc/ppm.html and pgm.html.</remarks>
internal sealed record PortableHeader(ImageShape Shape, int Channels, bool IsText, int Most, int Length)
{
    private const int LargestNumber = 999_999_999;

    /// <summary>Bytes of a sample that is not text.</summary>
    public int SampleBytes => Most > byte.MaxValue ? 2 : 1;

    /// <summary>Samples of the picture; the product of the sizes may be any.</summary>
    public long Samples => (long)Shape.Height * Shape.Width * Channels;

    /// <summary>The fewest bytes that the samples can take: a number as text has a digit, and something between it and the next.</summary>
    public Int128 FewestBytes => IsText ? 2 * (Int128)Samples - 1 : (Int128)Samples * SampleBytes;

    /// <summary>Whether a file says that it is one of these.</summary>
    public static bool IsIn(ReadOnlySpan<byte> file) =>
        file.Length > 2 && file[0] == 'P' && file[1] is (byte)'2' or (byte)'3' or (byte)'5' or (byte)'6'
        && (IsSpace(file[2]) || file[2] == '#');

    /// <summary>Reads it.</summary>
    /// <returns>Null if it is damaged.</returns>
    public static PortableHeader? Read(ReadOnlySpan<byte> file)
    {
        int at = 2;
        int width = Number(file, ref at);
        int height = Number(file, ref at);
        int most = Number(file, ref at);
        // One white space follows; what comes then may look like one, and is a sample.
        return width > 0 && height > 0 && most is > 0 and <= ushort.MaxValue && at < file.Length && IsSpace(file[at])
            ? new PortableHeader(
                new ImageShape(height, width), file[1] is (byte)'3' or (byte)'6' ? 3 : 1, file[1] <= '3', most, at + 1)
            : null;
    }

    /// <summary>Reads the next number, after white space and comments.</summary>
    /// <returns>-1 if there is none, or one of too many digits.</returns>
    public static int Number(ReadOnlySpan<byte> file, ref int at)
    {
        bool inComment = false;
        for (; at < file.Length && (inComment || IsSpace(file[at]) || file[at] == '#'); at++)
            inComment = file[at] is not ((byte)'\n' or (byte)'\r') && (inComment || file[at] == '#');
        int begin = at;
        int number = 0;
        for (; at < file.Length && char.IsAsciiDigit((char)file[at]); at++)
        {
            if (number > LargestNumber / 10)
                return -1;
            number = number * 10 + file[at] - '0';
        }
        return at > begin ? number : -1;
    }

    private static bool IsSpace(byte character) => character is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r');
}
