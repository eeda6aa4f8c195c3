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
