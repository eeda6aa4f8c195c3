using System.IO.Compression;
using System.Text;

using Dbd.Data.Formats.Idx;
using Dbd.Data.Storage;
using Dbd.Imaging;
using Dbd.Serialization;

namespace Dbd.Fuzz.Seeds;

/// <summary>Arrays and data sets.</summary>
internal static class DataSeeds
{
    public static IReadOnlyList<byte[]> Npy { get; } =
    [
        NpyFile(TensorData.From<float>([1, 2, 3, 4, 5, 6], 2, 3)), NpyFile(TensorData.From<byte>([1, 2, 3], 3)),
        NpyFile(TensorData.From<long>([1, 2], 2)), NpyFile(TensorData.From<double>([1])),
    ];

    public static byte[] Idx(params int[] sizes) =>
        Written("x", path => IdxFile.Write(path, sizes, stream => stream.Write(new byte[sizes.Aggregate(1, (a, b) => a * b)])));

    /// <summary>Decoded pictures of two sizes, and a broken one.</summary>
    public static byte[] Pictures { get; } = Written("x", path =>
    {
        using PictureCacheWriter writer = new(Path.GetDirectoryName(path)!, 3);
        writer.Write(0, new PixelBuffer(new ImageShape(2, 3)), isWhole: true);
        writer.Write(2, new PixelBuffer(new ImageShape(4, 1)), isWhole: false);
        writer.Finish(path);
    });

    /// <summary>Two records of CIFAR's binary layout.</summary>
    public static byte[] CifarBinary { get; } = [3, .. new byte[3072], 9, .. new byte[3072]];

    /// <summary>The same as Python 2 with NumPy pickled it.</summary>
    public static byte[] CifarPython { get; } =
    [
        .. "\x80\x02}("u8[1..], .. Short("labels"), .. "](K\u0003K\u0009e"u8, .. Short("data"),
        .. "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0"u8, 0x85, .. "U\u0001b"u8, 0x87,
        .. "R(K\u0001K\u0002M\0\u000C"u8, 0x86,
        .. "cnumpy\ndtype\n"u8, .. Short("u1"), .. "K\0K\u0001"u8, 0x87, .. "R(K\u0003U\u0001|NNNJ"u8,
        255, 255, 255, 255, (byte)'J', 255, 255, 255, 255, .. "K\0tb"u8,
        0x89, (byte)'T', 0, 24, 0, 0, .. new byte[6144], .. "tbu."u8,
    ];

    /// <summary>The same by protocol 5, with NumPy 2, and labels as an array of it.</summary>
    public static byte[] CifarPython5 { get; } =
    [
        0x80, 5, .. "}("u8, .. Short("labels"), .. Buffer("i8", [3, .. new byte[7], 9, .. new byte[7]], "K\u0002t"), .. Short("data"),
        .. Buffer("u1", new byte[6144], "K\u0002M\0\ft"), .. "u."u8,
    ];

    private static byte[] Buffer(string type, byte[] content, string shape) =>
    [
        .. "cnumpy._core.numeric\n_frombuffer\n("u8, 0x96, .. BitConverter.GetBytes((long)content.Length), .. content,
        .. "cnumpy\ndtype\n("u8, .. Short(type), .. "tR("u8, .. Encoding.Latin1.GetBytes(shape), .. "VC\ntR"u8,
    ];

    /// <summary>Two variables of a MATLAB file, plain and compressed.</summary>
    public static IReadOnlyList<byte[]> Mat { get; } =
    [
        [.. MatHeader(), .. MatVariable('y', 9, [1, 0, 0, 0, 0, 0, 0xF0, 0x3F]), .. MatVariable('X', 2, [1, 2, 3, 4, 5, 6, 7, 8])],
        [.. MatHeader(), .. Compressed(MatVariable('X', 2, [1, 2, 3, 4, 5, 6, 7, 8])), .. Compressed(MatVariable('y', 2, new byte[8]))],
    ];

    private static byte[] MatHeader() => [.. Encoding.ASCII.GetBytes("MATLAB 5.0".PadRight(124)), 0, 1, .. "IM"u8];

    // Eight numbers of a byte, or one of eight bytes.
    private static byte[] MatVariable(char name, byte type, byte[] numbers) =>
    [
        14, 0, 0, 0, 56, 0, 0, 0, 6, 0, 0, 0, 8, 0, 0, 0, (byte)(type == 2 ? 9 : 6), 0, 0, 0, 0, 0, 0, 0,
        5, 0, 0, 0, 8, 0, 0, 0, (byte)(type == 2 ? 8 : 1), 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, (byte)name, 0, 0, 0,
        type, 0, 0, 0, 8, 0, 0, 0, .. numbers,
    ];

    private static byte[] Compressed(byte[] variable)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(variable);
        return [15, 0, 0, 0, (byte)packed.Length, 0, 0, 0, .. packed.ToArray()];
    }

    private static byte[] Short(string text) => [(byte)'U', (byte)text.Length, .. Encoding.Latin1.GetBytes(text)];

    private static byte[] NpyFile(TensorData array)
    {
        using MemoryStream stream = new();
        Serialization.Npy.Write(stream, array);
        return stream.ToArray();
    }

    /// <summary>What a writer of files writes.</summary>
    public static byte[] Written(string name, Action<string> write)
    {
        string folder = Directory.CreateTempSubdirectory("dbd-fuzz-seed-").FullName;
        try
        {
            write(Path.Combine(folder, name));
            return File.ReadAllBytes(Path.Combine(folder, name));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
