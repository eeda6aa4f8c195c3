using System.Buffers.Binary;

namespace Dbd.Data.Formats.Mat;

/// <summary>What precedes the content of a data element.</summary>
/// <param name="Type">What it holds; may be a number that means nothing.</param>
/// <param name="Bytes">Length of the content.</param>
/// <param name="Content">The content itself, where it is so short that it lies in the tag (at most 4 bytes); else null.</param>
internal sealed record MatTag(MatType Type, long Bytes, byte[]? Content)
{
    private const int Length = 8;
    private const int ShortContent = 4;

    /// <summary>Reads the tag that a stream is at.</summary>
    /// <exception cref="EndOfStreamException">The stream ends within it.</exception>
    public static MatTag Read(Stream stream)
    {
        byte[] tag = new byte[Length];
        stream.ReadExactly(tag);
        uint first = BinaryPrimitives.ReadUInt32LittleEndian(tag);
        int inTag = (int)(first >> 16);
        return inTag == 0
            ? new MatTag((MatType)first, BinaryPrimitives.ReadUInt32LittleEndian(tag.AsSpan(4)), null)
            : new MatTag((MatType)(first & ushort.MaxValue), inTag, tag[4..(4 + Math.Min(inTag, ShortContent))]);
    }

    /// <summary>Bytes that fill an element's last eight.</summary>
    public static int Padding(long bytes) => (int)(-bytes & (Length - 1));
}
