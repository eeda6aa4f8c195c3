using System.Runtime.InteropServices;
using System.Text;

using Dbd.Serialization;

namespace Dbd.Data.Formats.Mat;

/// <summary>Reads one variable: elements with its class, its sizes, its name, and its numbers.</summary>
/// <param name="stream">Behind the tag of the variable.</param>
/// <param name="most">More bytes than this cannot come, whatever tags say.</param>
internal sealed class MatVariableReader(Stream stream, long most)
{
    private const int FlagsLength = 8;
    private const int MostAxes = 32;
    private const int LongestName = 256;

    // Classes of numbers (table 1-3): from double to uint64.
    private const int FirstNumeric = 6;
    private const int LastNumeric = 15;
    private const int ComplexFlag = 0x08;

    /// <summary>Reads the variable.</summary>
    /// <param name="names">Those that are wanted.</param>
    /// <returns>Null if it is not wanted; then its numbers have not been read.</returns>
    /// <exception cref="DamagedDataException">It is not what it should be.</exception>
    /// <exception cref="EndOfStreamException">It ends early.</exception>
    public (string Name, MatArray Array)? Read(IReadOnlyList<string> names)
    {
        byte[] flags = Content(FlagsLength, "flags").Bytes;
        byte[] sizes = Content(MostAxes * sizeof(int), "sizes").Bytes;
        string name = Encoding.Latin1.GetString(Content(LongestName, "a name").Bytes);
        if (!names.Contains(name))
            return null;
        if (flags.Length != FlagsLength || flags[0] is < FirstNumeric or > LastNumeric || (flags[1] & ComplexFlag) != 0)
            throw new DamagedDataException($"its variable '{name}' is no array of real numbers.");
        int[] shape = Shape(name, sizes);
        long count = shape.Aggregate(1L, (product, size) => Math.Min(product * size, long.MaxValue / int.MaxValue));
        (MatType type, byte[] numbers) = Content(Math.Min(most, Array.MaxLength), $"the numbers of '{name}'");
        return type.Size() > 0 && numbers.Length == count * type.Size()
            ? (name, new MatArray(shape, type, numbers))
            : throw new DamagedDataException(
                $"its variable '{name}' is [{string.Join(", ", shape)}], but has {numbers.Length} bytes of type {(int)type}.");
    }

    private static int[] Shape(string name, byte[] sizes)
    {
        int[] shape = MemoryMarshal.Cast<byte, int>(sizes).ToArray();
        return shape.Length >= 2 && shape.All(s => s >= 0)
            ? shape
            : throw new DamagedDataException($"the sizes of its variable '{name}' are [{string.Join(", ", shape)}].");
    }

    private (MatType Type, byte[] Bytes) Content(long longest, string what)
    {
        MatTag tag = MatTag.Read(stream);
        if (tag.Bytes > longest)
            throw new DamagedDataException($"it says that {what} take {tag.Bytes} bytes, more than there can be.");
        if (tag.Content is { } content)
            return content.Length == tag.Bytes
                ? (tag.Type, content)
                : throw new DamagedDataException($"it says that {what} are {tag.Bytes} bytes of a tag that has 4.");
        byte[] bytes = new byte[tag.Bytes];
        stream.ReadExactly(bytes);
        Span<byte> padding = stackalloc byte[MatTag.Padding(tag.Bytes)];
        // The last element of a variable may lack it.
        _ = stream.ReadAtLeast(padding, padding.Length, throwOnEndOfStream: false);
        return (tag.Type, bytes);
    }
}
