using System.IO.Compression;
using System.Text;

namespace Dbd.Tests.Data.Formats.Npz;

/// <summary>Files of NumPy arrays, by hand.</summary>
internal static class NpzFiles
{
    /// <summary>An array file of any type.</summary>
    public static byte[] Array(string type, int[] shape, byte[] elements)
    {
        string comma = shape.Length == 1 ? "," : "";
        string header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({string.Join(", ", shape)}{comma}), }}";
        header = header.PadRight((10 + header.Length + 64) / 64 * 64 - 11) + "\n";
        byte[] begin = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8)];
        return [.. begin, .. Encoding.Latin1.GetBytes(header), .. elements];
    }

    public static byte[] Bytes(params byte[] elements) => Array("|u1", [elements.Length, 1], elements);

    /// <summary>Grey pictures of 4 x 4, of one level each.</summary>
    public static byte[] Grey(params byte[] levels) =>
        Array("|u1", [levels.Length, 4, 4], [.. levels.SelectMany(l => Enumerable.Repeat(l, 16))]);

    /// <summary>Puts arrays together.</summary>
    public static string Write(string path, CompressionLevel level, params (string Name, byte[] File)[] arrays)
    {
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((string name, byte[] file) in arrays)
        {
            using Stream entry = zip.CreateEntry($"{name}.npy", level).Open();
            entry.Write(file);
        }
        return path;
    }
}
