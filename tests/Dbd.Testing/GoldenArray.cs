using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Dbd.Testing;

/// <summary>An array of a golden case: an <c>.npy</c> file of version 1, C order, little-endian.</summary>
/// <param name="Type">numpy's type: <c>|u1</c>, <c>&lt;f4</c>, <c>&lt;f8</c> or <c>&lt;i8</c>.</param>
/// <param name="Shape">The size of each axis.</param>
/// <param name="Bytes">The elements.</param>
public sealed partial record GoldenArray(string Type, int[] Shape, byte[] Bytes)
{
    public static GoldenArray Read(string path)
    {
        byte[] file = File.ReadAllBytes(path);
        int headerLength = BitConverter.ToUInt16(file, 8);
        Match header = Header().Match(Encoding.ASCII.GetString(file, 10, headerLength));
        if (!header.Success || file[6] != 1)
            throw new InvalidDataException($"{path} is no .npy file of version 1 in C order.");
        string[] sizes = header.Groups["shape"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new GoldenArray(
            header.Groups["type"].Value,
            [.. sizes.Select(s => int.Parse(s, CultureInfo.InvariantCulture))],
            file[(10 + headerLength)..]);
    }

    /// <summary>The elements as they are stored: byte, float, double or long.</summary>
    public T[] As<T>()
        where T : unmanaged
    {
        if (Type != NameOf(typeof(T)))
            throw new InvalidDataException($"The array is of type {Type}, not {typeof(T).Name}.");
        return MemoryMarshal.Cast<byte, T>(Bytes).ToArray();
    }

    /// <summary>The elements as doubles, whatever their type.</summary>
    public double[] ToDoubles() => Type switch
    {
        "|u1" => [.. As<byte>().Select(x => (double)x)],
        "<f4" => [.. As<float>().Select(x => (double)x)],
        "<i8" => [.. As<long>().Select(x => (double)x)],
        _ => As<double>(),
    };

    private static string NameOf(Type type) =>
        type == typeof(byte) ? "|u1" : type == typeof(float) ? "<f4" : type == typeof(long) ? "<i8" : type == typeof(double) ? "<f8" : "";

    [GeneratedRegex(@"'descr': '(?<type>[^']+)', 'fortran_order': False, 'shape': \((?<shape>[0-9, ]*)\)")]
    private static partial Regex Header();
}
