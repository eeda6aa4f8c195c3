using System.Text;

using CsCheck;

using Dbd.Serialization;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Serialization;

public sealed class NpyTests
{
    private static readonly ElementType[] s_types = [ElementType.UInt8, ElementType.Int64, ElementType.Float32, ElementType.Float64];

    [Fact]
    public void Arrays_survive_a_round_trip() =>
        Gen.Select(Gen.Int[0, s_types.Length - 1].Select(i => s_types[i]), Gen.Long[0, 5].Array[0, 4], Gen.Byte)
            .Sample((type, shape, seed) =>
            {
                long count = shape.Aggregate(1L, (a, b) => a * b) * type.Size();
                TensorData array = new(type, shape, [.. Enumerable.Range(seed, (int)count).Select(i => (byte)(i * 7))]);
                TensorData again = Npy.Parse(Written(array));
                return again.Type == type && again.Shape.SequenceEqual(shape) && again.Bytes.SequenceEqual(array.Bytes);
            });

    [Fact]
    public void The_header_is_as_numpy_writes_it()
    {
        byte[] file = Written(TensorData.From<double>([1, 0, 1], 3));
        Assert.Equal(128 + 24, file.Length);
        Assert.StartsWith(
            "{'descr': '<f8', 'fortran_order': False, 'shape': (3,), } ",
            Encoding.Latin1.GetString(file, 10, 118),
            StringComparison.Ordinal);
        Assert.Equal((byte)'\n', file[127]);
    }

    [Fact]
    public void Files_of_numpy_are_read()
    {
        TensorData image = Npy.Read(RepositoryRoot.File("tests", "golden", "img_cifar0.npy"));
        Assert.Equal(ElementType.UInt8, image.Type);
        Assert.Equal([32L, 32L, 3L], image.Shape);
    }

    [Theory]
    [InlineData("", "does not start")]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (1,), }", "not that of a C-order array")]
    [InlineData("{'descr': '<f2', 'fortran_order': False, 'shape': (2,), }", "'<f2'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "4 bytes of data follow")]
    [InlineData(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (9000000000000000000, 9000000000000000000, 9), }",
        "4 bytes of data follow")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", "99999999999999999999")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "'|O'")]
    public void A_damaged_file_is_named_with_its_problem(string header, string problem)
    {
        using TempFolder folder = new();
        byte[] start = header.Length == 0 ? [] : [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0];
        string path = folder.Write("x.npy", [.. start, .. Encoding.ASCII.GetBytes(header), 1, 2, 3, 4]);
        string message = Assert.Throws<DbdException>(() => Npy.Read(path)).Message;
        Assert.Contains(path, message);
        Assert.Contains(problem, message);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("/nowhere/x.npy does not exist", Assert.Throws<DbdException>(() => Npy.Read("/nowhere/x.npy")).Message);

    private static byte[] Written(TensorData array)
    {
        using MemoryStream stream = new();
        Npy.Write(stream, array);
        return stream.ToArray();
    }
}
