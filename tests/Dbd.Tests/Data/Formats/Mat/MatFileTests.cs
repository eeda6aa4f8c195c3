using System.Text;

using Dbd.Data.Formats.Mat;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Data.Formats.Mat;

public sealed class MatFileTests
{
    private static readonly byte[] s_bytes = MatFiles.Variable("X", [2, 3], MatFiles.UInt8, [1, 2, 3, 4, 5, 6]);
    private static readonly byte[] s_doubles = MatFiles.Variable("long_name", [2, 1], MatFiles.Double, MatFiles.Doubles(1.5, -2));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Variables_are_found_plain_or_compressed_whatever_else_is_in_the_file(bool compressed)
    {
        byte[] Form(byte[] variable) => compressed ? MatFiles.Compressed(variable) : variable;
        byte[] other = MatFiles.Variable("other", [3, 1], MatFiles.UInt8, [9, 9, 9]);
        byte[] file = MatFiles.File(Form(other), Form(s_doubles), MatFiles.Element(7, [1, 2, 3, 4, 5]), Form(s_bytes));
        MatArray[] read = Read(file, "X", "long_name");
        Assert.Equal([2, 3], read[0].Sizes);
        Assert.Equal((MatType.UInt8, 6), (read[0].Type, read[0].Count));
        Assert.Equal([1, 2, 3, 4, 5, 6], read[0].Bytes);
        Assert.Equal([1.5, -2], new[] { read[1][0], read[1][1] });
    }

    [Theory]
    [InlineData(1, new byte[] { 0xFE }, -2)]
    [InlineData(3, new byte[] { 0xFE, 0xFF }, -2)]
    [InlineData(4, new byte[] { 0xFE, 0xFF }, 65534)]
    [InlineData(5, new byte[] { 0xFE, 0xFF, 0xFF, 0xFF }, -2)]
    [InlineData(6, new byte[] { 0xFE, 0xFF, 0xFF, 0xFF }, 4294967294)]
    [InlineData(7, new byte[] { 0, 0, 0x20, 0x41 }, 10)]
    [InlineData(12, new byte[] { 0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, -2)]
    [InlineData(13, new byte[] { 2, 0, 0, 0, 0, 0, 0, 0 }, 2)]
    public void Every_type_of_number_is_read(int type, byte[] number, double value) =>
        Assert.Equal(value, Read(MatFiles.File(MatFiles.Variable("y", [1, 1], type, number)), "y")[0][0]);

    public static IEnumerable<TheoryDataRow<byte[], string>> Broken() =>
    [
        new([], "it ends early"),
        new([.. Encoding.ASCII.GetBytes("MATLAB 7.3 MAT-file".PadRight(128))], "it is of version 7.3"),
        new(new byte[300], "it does not start as"),
        new(MatFiles.File(s_doubles), "it has no variable 'X'"),
        new(MatFiles.File(s_bytes)[..^9], "it ends early"),
        new(MatFiles.File(MatFiles.Compressed(s_bytes))[..^9], "it ends early"),
        new(MatFiles.File([.. MatFiles.Little(15), .. MatFiles.Little(16), .. new byte[16]]), "its compressed data are damaged"),
        new(MatFiles.File(MatFiles.Variable("X", [2, 4], MatFiles.UInt8, new byte[7])), "is [2, 4], but has 7 bytes"),
        new(MatFiles.File(MatFiles.Variable("X", [-2, 4], MatFiles.UInt8, new byte[8])), "the sizes of its variable 'X' are [-2, 4]"),
        new(MatFiles.File(MatFiles.Variable("X", [int.MaxValue, int.MaxValue, 8], MatFiles.UInt8, new byte[8])), "but has 8 bytes"),
        new(MatFiles.File(MatFiles.Variable("X", [1, 1], 99, new byte[8])), "but has 8 bytes of type 99"),
        new(MatFiles.File(TooLong(compressed: false)), "more than there can be"),
        new(MatFiles.File(TooLong(compressed: true)), "more than there can be"),
        new(MatFiles.File(Struct()), "is no array of real numbers"),
    ];

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_is_damaged_is_told_before_memory_is_taken(byte[] file, string problem)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains(problem, Assert.Throws<DbdException>(() => Read(file, "X")).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    // Numbers that take four thousand million bytes, by their tag.
    private static byte[] TooLong(bool compressed)
    {
        byte[] variable = MatFiles.Variable("X", [2, 4], MatFiles.UInt8, new byte[8]);
        variable.AsSpan(variable.Length - 12, 4).Fill(0xEE);
        return compressed ? MatFiles.Compressed(variable) : variable;
    }

    private static byte[] Struct()
    {
        byte[] variable = [.. s_bytes];
        variable[16] = 2;
        return variable;
    }

    private static MatArray[] Read(byte[] file, params string[] names)
    {
        using TempFolder folder = new();
        return MatFile.Read(folder.Write("x.mat", file), names);
    }
}
