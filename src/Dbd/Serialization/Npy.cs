using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

namespace Dbd.Serialization;

/// <summary>NumPy's array files (<c>.npy</c>), format 1.0: uint8, int64, float32 and float64, C order, little-endian.</summary>
/// <remarks>NEP 1, "A simple file format for NumPy arrays".</remarks>
public static partial class Npy
{
    private const int Alignment = 64;
    private const int PreambleLength = 10;
    private const StringSplitOptions Trimmed = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];

    /// <summary>Reads an array.</summary>
    /// <param name="path">A file that <c>numpy.save</c> wrote.</param>
    /// <exception cref="DbdException">The file is missing, damaged, or holds something else.</exception>
    public static TensorData Read(string path) =>
        DamagedDataException.Naming(path, "a NumPy array", () => Parse(File.ReadAllBytes(path)));

    /// <summary>Reads an array from memory.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="DamagedDataException">It is damaged, or holds something else.</exception>
    public static TensorData Parse(ReadOnlySpan<byte> file)
    {
        (string type, long[] shape, int dataStart) = ReadHeader(file);
        return Checked(TypeOf(type), shape, file[dataStart..]);
    }

    /// <summary>Reads what stands before the elements.</summary>
    /// <param name="file">The whole file.</param>
    /// <returns>The elements' type as NumPy names it (<c>&lt;i8</c>), the array's sizes, and where the elements begin.</returns>
    /// <exception cref="DamagedDataException">It is damaged, or holds something else.</exception>
    internal static (string Type, long[] Shape, int DataStart) ReadHeader(ReadOnlySpan<byte> file)
    {
        if (file.Length < PreambleLength || !file.StartsWith(Magic))
            throw new DamagedDataException("it does not start as a version 1.0 .npy file does.");
        int dataStart = PreambleLength + BinaryPrimitives.ReadUInt16LittleEndian(file[8..]);
        if (file.Length < dataStart)
            throw new DamagedDataException("it ends within its header.");
        string header = Encoding.Latin1.GetString(file[PreambleLength..dataStart]);
        Match match = Header().Match(header);
        if (!match.Success)
            throw new DamagedDataException($"its header {header.Trim()} is not that of a C-order array.");
        return (match.Groups["type"].Value, [.. match.Groups["shape"].Value.Split(',', Trimmed).Select(Size)], dataStart);
    }

    /// <summary>Writes an array, safely (see <see cref="AtomicFile"/>).</summary>
    /// <param name="path">The file.</param>
    /// <param name="array">uint8, int64, float32 or float64.</param>
    /// <exception cref="DbdException">The file cannot be written.</exception>
    public static void Write(string path, TensorData array) => AtomicFile.Write(path, stream => Write(stream, array));

    /// <summary>Writes an array.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="array">uint8, int64, float32 or float64.</param>
    /// <exception cref="NotSupportedException">The element type is another one.</exception>
    public static void Write(Stream stream, TensorData array)
    {
        WriteHeader(stream, array.Type, array.Shape);
        stream.Write(array.Bytes);
    }

    /// <summary>Writes what stands before the elements.</summary>
    /// <exception cref="NotSupportedException">The element type is another one than those above.</exception>
    internal static void WriteHeader(Stream stream, ElementType type, params long[] shape)
    {
        string comma = shape.Length == 1 ? "," : "";
        string header = $"{{'descr': '{NameOf(type)}', 'fortran_order': False, 'shape': ({string.Join(", ", shape)}{comma}), }}";
        int unpadded = PreambleLength + header.Length + 1;
        int length = (unpadded + Alignment - 1) / Alignment * Alignment - PreambleLength;
        stream.Write(Magic);
        stream.Write([(byte)length, (byte)(length >> 8)]);
        stream.Write(Encoding.Latin1.GetBytes(header.PadRight(length - 1) + "\n"));
    }

    [GeneratedRegex(
        @"^\{\s*'descr':\s*'(?<type>[^']{2,9})',\s*'fortran_order':\s*False,\s*"
            + @"'shape':\s*\((?<shape>[\d, ]*)\),?\s*\}\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Header();

    private static long Size(string digits) =>
        long.TryParse(digits, out long size) ? size : throw new DamagedDataException($"its header has the size '{digits}'.");

    private static TensorData Checked(ElementType type, long[] shape, ReadOnlySpan<byte> data)
    {
        if (!TensorData.Fits(type, shape, data.Length))
            throw new DamagedDataException($"its header says {type} [{string.Join(", ", shape)}], but {data.Length} bytes of data follow.");
        return new TensorData(type, shape, data.ToArray());
    }

    private static ElementType TypeOf(string name) => name switch
    {
        "|u1" => ElementType.UInt8,
        "<i8" => ElementType.Int64,
        "<f4" => ElementType.Float32,
        "<f8" => ElementType.Float64,
        _ => throw new DamagedDataException($"its elements are '{name}', not uint8, int64, float32 or float64."),
    };

    private static string NameOf(ElementType type) => type switch
    {
        ElementType.UInt8 => "|u1",
        ElementType.Int64 => "<i8",
        ElementType.Float32 => "<f4",
        ElementType.Float64 => "<f8",
        _ => throw new NotSupportedException($"{type} is not written as .npy."),
    };
}
