using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Dbd.Tests.Data.Formats.Mat;

/// <summary>Writes MATLAB files of version 5, as its documentation has them.</summary>
internal static class MatFiles
{
    public const int UInt8 = 2;
    public const int Double = 9;

    private const int UInt8Class = 9;
    private const int DoubleClass = 6;

    /// <summary>A file with some variables.</summary>
    public static byte[] File(params byte[][] variables) =>
        [.. Encoding.ASCII.GetBytes("MATLAB 5.0 MAT-file, by a test".PadRight(124)), 0, 1, .. "IM"u8, .. variables.SelectMany(v => v)];

    /// <summary>A variable: its numbers stored as a type.</summary>
    public static byte[] Variable(string name, int[] sizes, int type, byte[] numbers) => Element(14,
    [
        .. Element(6, [(byte)(type == UInt8 ? UInt8Class : DoubleClass), 0, 0, 0, 0, 0, 0, 0]),
        .. Element(5, [.. sizes.SelectMany(Little)]),
        .. Element(1, Encoding.ASCII.GetBytes(name)),
        .. Element(type, numbers),
    ]);

    /// <summary>The same compressed.</summary>
    public static byte[] Compressed(byte[] variable)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(variable);
        return [.. Little(15), .. Little((int)packed.Length), .. packed.ToArray()];
    }

    public static byte[] Doubles(params double[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];

    // Up to 4 bytes lie in the tag.
    public static byte[] Element(int type, byte[] content) => content.Length is > 0 and <= 4
        ? [.. Little(type | content.Length << 16), .. content, .. new byte[4 - content.Length]]
        : [.. Little(type), .. Little(content.Length), .. content, .. new byte[-content.Length & 7]];

    public static byte[] Little(int number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }
}
