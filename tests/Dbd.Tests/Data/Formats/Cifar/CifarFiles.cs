using System.Buffers.Binary;
using System.Text;

namespace Dbd.Tests.Data.Formats.Cifar;

/// <summary>Tiny CIFAR-10 files in the published forms. Byte p of plane c of record i is Pixel(i, c, p).</summary>
internal static class CifarFiles
{
    public const int PlaneBytes = 1024;

    public static byte Pixel(int record, int channel, int position) => (byte)(record * 31 + channel * 7 + position);

    public static byte[] Planes(int record) =>
        [.. Enumerable.Range(0, 3).SelectMany(c => Enumerable.Range(0, PlaneBytes).Select(p => Pixel(record, c, p)))];

    public static byte[] Binary(params int[] labels) =>
        [.. labels.SelectMany((label, i) => Planes(i).Prepend((byte)label))];

    /// <summary>As Python 2 with NumPy 1 pickled it.</summary>
    public static byte[] Python(params int[] labels) =>
        Python(labels, labels.Length, [.. Enumerable.Range(0, labels.Length).SelectMany(Planes)]);

    public static byte[] Python(string labelsKey, params int[] labels) =>
        Python(labels, labels.Length, [.. Enumerable.Range(0, labels.Length).SelectMany(Planes)], labelsKey: labelsKey);

    /// <summary>As Python 3 pickles it again in protocol 2: the pixels as text.</summary>
    public static byte[] PythonAgain(params int[] labels)
    {
        byte[] pixels = [.. Enumerable.Range(0, labels.Length).SelectMany(Planes)];
        byte[] text = Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(pixels));
        byte[] whole = Python(labels, labels.Length, pixels);
        byte[] before = whole[..whole.AsSpan().IndexOf((byte[])[(byte)'T', .. Little(pixels.Length)])];
        return
        [
            .. before, .. "c_codecs\nencode\n"u8, (byte)'X', .. Little(text.Length), .. text, (byte)'X', .. Little(6), .. "latin1"u8, 0x86,
            .. "Rtbu."u8,
        ];
    }

    public static byte[] Python(int[] labels, int rows, byte[] pixels, string dtype = "u1", string labelsKey = "labels") =>
    [
        .. "\x80\x02}("u8[1..], .. Short("batch_label"), .. Short("testing batch 1 of 1"),
        .. Short(labelsKey), (byte)']', (byte)'(', .. labels.SelectMany(label => (byte[])[(byte)'J', .. Little(label)]), (byte)'e',
        .. Short("data"),
        .. "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0"u8, 0x85, .. "U\u0001b"u8, 0x87,
        .. "R(K\u0001J"u8, .. Little(rows), .. "M\0\u000C"u8, 0x86,
        .. "cnumpy\ndtype\n"u8, .. Short(dtype), .. "K\0K\u0001"u8, 0x87,
        .. "R(K\u0003U\u0001|NNNJ"u8, .. Little(-1), (byte)'J', .. Little(-1), .. "K\0tb"u8,
        0x89, (byte)'T', .. Little(pixels.Length), .. pixels, .. "tbu."u8,
    ];

    /// <summary>As Python 3 with NumPy 2 pickles it by protocol 5, after reading it with <c>encoding="bytes"</c>.</summary>
    /// <param name="rows">How many pictures.</param>
    /// <param name="shape">Sizes of the pictures' array.</param>
    /// <param name="labels">The labels, pickled: see <see cref="Array"/> and <see cref="Numbers"/>.</param>
    public static byte[] Repickled(int rows, int[] shape, byte[] labels) =>
    [
        0x80, 5, (byte)'}', (byte)'(', .. Bytes("labels"), .. labels, .. Bytes("filenames"), .. Array("S3", "abcdef"u8.ToArray(), 2),
        .. Bytes("data"), .. Array("u1", [.. Enumerable.Range(0, rows).SelectMany(Planes)], shape), .. "u."u8,
    ];

    /// <summary>A pickled array of NumPy 2.</summary>
    public static byte[] Array(string type, byte[] content, params int[] shape) =>
    [
        .. "cnumpy._core.numeric\n_frombuffer\n("u8, 0x96, .. Little(content.Length), 0, 0, 0, 0, .. content, .. Dtype(type),
        (byte)'(', .. shape.SelectMany(s => (byte[])[(byte)'J', .. Little(s)]), (byte)'t', .. "\u008c\u0001CtR".Select(c => (byte)c),
    ];

    /// <summary>A pickled list of NumPy's numbers.</summary>
    public static byte[] Numbers(params long[] numbers) =>
    [
        (byte)']', (byte)'(',
        .. numbers.SelectMany(n => (byte[])
            [.. "cnumpy._core.multiarray\nscalar\n"u8, .. Dtype("i8"), (byte)'C', 8, .. BitConverter.GetBytes(n), 0x86, (byte)'R']),
        (byte)'e',
    ];

    private static byte[] Dtype(string type) =>
        [.. "cnumpy\ndtype\n"u8, 0x8c, (byte)type.Length, .. Encoding.ASCII.GetBytes(type), 0x89, 0x88, 0x87, (byte)'R'];

    private static byte[] Bytes(string text) => [(byte)'C', (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];

    public static byte[] PythonMeta(string[] names) => PythonMeta("label_names", names);

    public static byte[] PythonMeta(string key, string[] names) =>
        [.. "\x80\x02}("u8[1..], .. Short(key), (byte)']', (byte)'(', .. names.SelectMany(Short), .. "eu."u8];

    private static byte[] Short(string text) => [(byte)'U', (byte)text.Length, .. Encoding.Latin1.GetBytes(text)];

    private static byte[] Little(int n)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, n);
        return bytes;
    }
}
