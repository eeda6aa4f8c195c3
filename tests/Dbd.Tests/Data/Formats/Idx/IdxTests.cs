using System.IO.Compression;

using CsCheck;

using Dbd.Data;
using Dbd.Data.Formats.Idx;
using Dbd.Data.Synthesis;
using Dbd.Imaging;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Data.Formats.Idx;

public sealed class IdxTests
{
    private static readonly IdxFormat s_format = new();
    private static readonly ReadingOptions s_asIs = new() { Size = 2 };

    [Theory]
    [InlineData("", "-")]
    [InlineData(".gz", "-")]
    [InlineData("", ".")]
    public void Grey_pictures_become_RGB(string extension, string separator)
    {
        using TempFolder folder = new();
        Put(
            folder,
            $"train-images{separator}idx3-ubyte{extension}",
            [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8]);
        Put(folder, $"train-labels{separator}idx1-ubyte{extension}", [0, 0, 8, 1, 0, 0, 0, 2, 0, 2]);
        Put(folder, $"t10k-images{separator}idx3-ubyte{extension}", [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 9, 9, 9, 200]);
        Put(folder, $"t10k-labels{separator}idx1-ubyte{extension}", [0, 0, 8, 1, 0, 0, 0, 1, 1]);
        Assert.True(s_format.IsIn(folder.Path));
        DatasetSplit data = s_format.Load(folder.Path, s_asIs, CancellationToken.None);
        Assert.Empty(data.Warnings);
        Assert.Equal(["0", "1", "2"], data.Train.ClassNames);
        Assert.Equal([0, 2], Drawn.Labels(data.Train));
        Assert.Equal([5, 5, 5, 6, 6, 6, 7, 7, 7, 8, 8, 8], data.Train.Read(1));
        Assert.Equal([9, 9, 9, 9, 9, 9, 9, 9, 9, 200, 200, 200], data.Test.Read(0));
        Assert.Equal("1", data.Train.Name(1));
    }

    [Fact]
    public void Pictures_are_resized_unless_they_have_the_size()
    {
        using TempFolder folder = new();
        IdxWriter.WriteTrain(folder.Path, Drawn.Train());
        IdxWriter.WriteTest(folder.Path, Drawn.Test());
        DatasetSplit data = s_format.Load(folder.Path, new ReadingOptions(), CancellationToken.None);
        Drawn.AssertSame(Drawn.Train(), data.Train);
        Drawn.AssertSame(Drawn.Test(), data.Test);
        DatasetSplit small = s_format.Load(folder.Path, new ReadingOptions { Size = 16 }, CancellationToken.None);
        PixelBuffer wanted = new(Synthetic.Shape, data.Train.Read(7));
        Resampling.Resize(wanted, new ImageShape(16, 16), Interpolation.Bilinear);
        Assert.Equal(wanted.Pixels.ToArray(), small.Train.Read(7));
    }

    [Fact]
    public void Any_pictures_come_back_as_they_were_written() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 6], Gen.Bool, Gen.Byte.Array[5 * 36 * 3]).Sample((count, side, grey, noise) =>
        {
            using TempFolder folder = new();
            ImageShape shape = new(side, side);
            byte[] pixels = [.. Enumerable.Range(0, count * shape.Bytes).Select(i => noise[grey ? i / 3 : i])];
            HeldImages data = new(shape, pixels, [.. Enumerable.Range(0, count).Select(i => i % 3)], ["x", "y", "z"]);
            IdxWriter.WriteTrain(folder.Path, data);
            IdxWriter.WriteTest(folder.Path, data);
            DatasetSplit read = s_format.Load(folder.Path, new ReadingOptions { Size = side }, CancellationToken.None);
            Drawn.AssertSame(data, read.Train);
            Drawn.AssertSame(data, read.Test);
        }, iter: 50);

    [Fact]
    public void Without_a_test_set_a_part_is_held_out_and_that_is_said()
    {
        using TempFolder folder = new();
        IdxWriter.WriteTrain(folder.Path, Drawn.Train(100));
        DatasetSplit data = s_format.Load(folder.Path, new ReadingOptions { HeldOut = 0.2 }, CancellationToken.None);
        Assert.Equal((80, 20), (data.Train.Count, data.Test.Count));
        Assert.Contains("20 of 100", Assert.Single(data.Warnings));
    }

    public static IEnumerable<TheoryDataRow<string, byte[], string>> Broken() =>
    [
        new("", [0, 0, 8, 3, 0, 0, 0, 9, 0, 0, 0, 2, 0, 0, 0, 2, 1], "more than it can hold"),
        new("", [0, 0, 8, 3, 127, 255, 255, 255, 127, 255, 255, 255, 127, 255, 255, 255, 1], "more than it can hold"),
        new(".gz", [0, 0, 8, 3, 127, 255, 255, 255, 0, 0, 0, 2, 0, 0, 0, 2, 1], "more than it can hold"),
        new(".gz", [0, 0, 8, 3, 0, 0, 0, 9, 0, 0, 0, 2, 0, 0, 0, 2, 1], "ends early"),
        new("", [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 2], "more bytes follow"),
        new("", [0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1], "axis of it has length 0"),
        new("", [0, 0, 8, 3, 255, 255, 255, 255, 0, 0, 0, 1, 0, 0, 0, 1], "axis of it has length -1"),
        new("", [0, 0, 13, 3, 0, 0, 0, 0], "starts with 00000D03"),
        new("", [0, 0, 8, 9, 0, 0, 0, 0], "starts with 00000809"),
        new("", [0, 0, 8], "ends early"),
        new("", [], "ends early"),
        new("", [0, 0, 8, 1, 0, 0, 0, 1, 7], "expected [count, height, width]"),
        new("", [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1], "expected one label for each of the 1 pictures"),
    ];

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_file_that_is_not_what_it_should_be_is_named_with_the_reason(string extension, byte[] content, string problem)
    {
        using TempFolder folder = new();
        Put(folder, $"train-images-idx3-ubyte{extension}", content);
        Put(folder, "train-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 2, 0, 1]);
        string message = Assert.Throws<DbdException>(() => s_format.Load(folder.Path, s_asIs, CancellationToken.None)).Message;
        Assert.Contains(folder.Path, message);
        Assert.Contains(problem, message);
    }

    [Fact]
    public void Bytes_after_the_end_of_a_gzip_are_not_unpacked()
    {
        using TempFolder folder = new();
        Put(folder, "train-images-idx3-ubyte.gz", [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, .. new byte[100_000_000]]);
        Put(folder, "train-labels-idx1-ubyte", [0, 0, 8, 1, 0, 0, 0, 1, 0]);
        long before = GC.GetTotalAllocatedBytes();
        DbdException refused = Assert.Throws<DbdException>(() => s_format.Load(folder.Path, s_asIs, CancellationToken.None));
        Assert.Contains("more bytes follow", refused.Message);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 50_000_000);
    }

    [Fact]
    public void Damage_anywhere_is_read_or_refused_and_nothing_else() =>
        Gen.Select(Gen.Int[0, 40], Gen.Byte, Gen.Int[0, 41]).Sample((at, value, length) =>
        {
            byte[] file = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, .. new byte[25]];
            file[at] = value;
            using MemoryStream stream = new(file, 0, length);
            try
            {
                IdxFile read = IdxFile.Read(stream, length);
                Assert.Equal(read.Bytes.Length, read.Sizes.Aggregate(1, (a, b) => a * b));
            }
            catch (DbdException)
            {
                return;
            }
        });

    private static void Put(TempFolder folder, string name, byte[] content)
    {
        if (!name.EndsWith(".gz", StringComparison.Ordinal))
        {
            folder.Write(name, content);
            return;
        }
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Optimal))
            gzip.Write(content);
        folder.Write(name, packed.ToArray());
    }
}
