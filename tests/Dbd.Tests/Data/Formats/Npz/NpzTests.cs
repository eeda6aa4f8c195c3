using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

using CsCheck;

using Dbd.Data;
using Dbd.Data.Formats.Npz;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Data.Formats.Npz;

public sealed class NpzTests
{
    private static readonly NpzFormat s_format = new();

    [Theory]
    [InlineData("train_images", "train_labels", "test_images", "test_labels", CompressionLevel.Optimal)]
    [InlineData("x_train", "y_train", "x_test", "y_test", CompressionLevel.NoCompression)]
    [InlineData("images", "labels", "val_images", "val_labels", CompressionLevel.Fastest)]
    public void Sets_are_found_by_the_names_of_arrays(string images, string labels, string tests, string truth, CompressionLevel level)
    {
        using TempFolder folder = new();
        string file = NpzFiles.Write(
            folder.File("pets.npz"), level,
            (images, NpzFiles.Grey(1, 2, 3)), (labels, NpzFiles.Bytes(1, 0, 1)), (tests, NpzFiles.Grey(4)), (truth, NpzFiles.Bytes(0)));
        Assert.IsType<NpzFormat>(DataCatalog.FormatIn(file));
        Assert.IsType<NpzFormat>(DataCatalog.FormatIn(folder.Path));
        DatasetSplit read = Load(folder.Path);
        Assert.Equal(["0", "1"], read.Train.ClassNames);
        Assert.Equal([1, 0, 1], Drawn.Labels(read.Train));
        Assert.Equal([0], Drawn.Labels(read.Test));
        Assert.Equal([.. Enumerable.Repeat((byte)2, 48)], read.Train.Read(1));
        Assert.Equal($"{images}/1", read.Train.Name(1));
        Assert.Empty(read.Warnings);
    }

    [Fact]
    public void What_was_written_is_read_again()
    {
        using TempFolder folder = new();
        (IImageSource train, IImageSource test) = (Drawn.Train(), Drawn.Test());
        NpzWriter.Write(folder.Path, "train", train, CancellationToken.None);
        NpzWriter.Write(folder.Path, "test", test, CancellationToken.None);
        Assert.IsType<NpzFormat>(DataCatalog.FormatIn(folder.Path));
        DatasetSplit read = s_format.Load(folder.Path, new ReadingOptions(), CancellationToken.None);
        Drawn.AssertSame(train, read.Train);
        Drawn.AssertSame(test, read.Test);
        Assert.Empty(read.Warnings);
    }

    [Fact]
    public void Colours_stay_and_the_validation_set_is_left_alone_where_there_is_a_test_set()
    {
        using TempFolder folder = new();
        byte[] pixels = [.. Enumerable.Range(0, 2 * 48).Select(i => (byte)i)];
        string file = NpzFiles.Write(
            folder.File("pets.npz"), CompressionLevel.Optimal,
            ("train_images", NpzFiles.Array("|u1", [2, 4, 4, 3], pixels)), ("train_labels", NpzFiles.Bytes(0, 1)),
            ("val_images", NpzFiles.Grey(1)), ("val_labels", NpzFiles.Bytes(0)),
            ("test_images", NpzFiles.Grey(2)), ("test_labels", NpzFiles.Bytes(1)));
        DatasetSplit read = Load(file);
        Assert.Equal(pixels[48..], read.Train.Read(1));
        Assert.Equal(2, read.Test.Read(0)[0]);
        Assert.Contains("val_images", Assert.Single(read.Warnings));
    }

    [Fact]
    public void Labels_may_be_numbers_of_any_kind_or_text()
    {
        Assert.Equal(["-3", "2"], ClassesOf("|i1", [.. new sbyte[] { -3, 2, -3, 2 }.Select(l => (byte)l)]));
        Assert.Equal(["2", "200"], ClassesOf("|u1", 200, 2, 200, 2));
        Assert.Equal(["-3", "2"], ClassesOf("<i2", Bytes<short>(-3, 2, -3, 2)));
        Assert.Equal(["2", "60000"], ClassesOf("<u2", Bytes<ushort>(60000, 2, 60000, 2)));
        Assert.Equal(["-3", "2"], ClassesOf("<i4", Bytes<int>(-3, 2, -3, 2)));
        Assert.Equal(["2", "4000000000"], ClassesOf("<u4", Bytes<uint>(4000000000, 2, 4000000000, 2)));
        Assert.Equal(["9", "10"], ClassesOf("<i8", Bytes<long>(10, 9, 10, 9)));
        Assert.Equal(["9", "10"], ClassesOf("<u8", Bytes<ulong>(10, 9, 10, 9)));
        Assert.Equal(["9", "10"], ClassesOf(">i2", 0, 10, 0, 9, 0, 10, 0, 9));
        Assert.Equal(["9", "10"], ClassesOf("<f4", Bytes<float>(10, 9, 10, 9)));
        Assert.Equal(["9", "10"], ClassesOf("<f8", Bytes<double>(10, 9, 10, 9)));
        Assert.Equal(["False", "True"], ClassesOf("|b1", 1, 0, 1, 0));
        Assert.Equal(["cat", "ox"], ClassesOf("<U3", Encoding.UTF32.GetBytes("ox\0catox\0cat")));
        Assert.Equal(["cat", "ox"], ClassesOf("|S3", "ox\0catox\0cat"u8.ToArray()));
    }

    [Fact]
    public void Names_of_classes_are_taken_from_a_list_beside()
    {
        using TempFolder folder = new();
        folder.Write("classes.txt", "dog\ncat\n"u8.ToArray());
        string file = NpzFiles.Write(
            folder.File("pets.npz"), CompressionLevel.Optimal, ("x", NpzFiles.Grey(1, 2, 3, 4)), ("y", NpzFiles.Bytes(0, 1, 1, 0)));
        Assert.Equal(["dog", "cat"], Load(file).Train.ClassNames);
    }

    [Fact]
    public void What_is_not_as_it_should_be_is_named_with_the_reason()
    {
        byte[] labels = NpzFiles.Bytes(0, 1);
        byte[] pictures = NpzFiles.Grey(1, 2);
        Assert.Contains("it has: other", Refusal(("other", labels)));
        const string one = "expected one label for each of the 2 pictures";
        Assert.Contains($"its labels is [3, 1]; {one}", Of(pictures, NpzFiles.Bytes(0, 1, 0)));
        Assert.Contains($"its labels is [2, 2]; {one}", Of(pictures, NpzFiles.Array("|u1", [2, 2], new byte[4])));
        Assert.Contains(
            "its images is UInt8 [2, 4]; expected UInt8 [count, height, width]", Of(NpzFiles.Array("|u1", [2, 4], new byte[8]), labels));
        Assert.Contains("its images is Float32 [2, 1, 1]", Of(NpzFiles.Array("<f4", [2, 1, 1], new byte[8]), labels));
        Assert.Contains("its array labels: its elements are '|O'", Of(pictures, NpzFiles.Array("|O", [2], new byte[16])));
        Assert.Contains("labels[1]: its label is '1.5'", Of(pictures, NpzFiles.Array("<f8", [2], Bytes<double>(1, 1.5))));
        Assert.Contains("but 1 bytes of data follow", Of(pictures, NpzFiles.Array("<i8", [2], new byte[1])));

        static string Of(byte[] images, byte[] given) => Refusal(("images", images), ("labels", given));
    }

    [Fact]
    public void Several_files_in_a_folder_are_named()
    {
        using TempFolder folder = new();
        foreach (string name in (string[])["a.npz", "b.npz"])
            NpzFiles.Write(folder.File(name), CompressionLevel.Optimal, ("x", NpzFiles.Grey(1, 2)), ("y", NpzFiles.Bytes(0, 1)));
        Assert.Contains("Name one: ", Assert.Throws<DbdException>(() => Load(folder.Path)).Message);
    }

    [Fact]
    public void An_array_that_claims_more_than_can_be_packed_is_refused_before_it_is_unpacked()
    {
        using TempFolder folder = new();
        string file = NpzFiles.Write(
            folder.File("pets.npz"), CompressionLevel.Optimal, ("x", NpzFiles.Grey(1, 2)), ("y", NpzFiles.Bytes(0, 1)));
        byte[] bytes = File.ReadAllBytes(file);
        int record = bytes.AsSpan().IndexOf("PK\x01\x02"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(record + 24), 1_000_000_000);
        File.WriteAllBytes(file, bytes);
        Assert.Contains("'x.npy' claims 1000000000 bytes", Assert.Throws<DbdException>(() => Load(file)).Message);
    }

    [Fact]
    public void Damage_is_read_or_refused_and_nothing_else()
    {
        using TempFolder folder = new();
        byte[] good = File.ReadAllBytes(NpzFiles.Write(
            folder.File("good.npz"), CompressionLevel.Optimal, ("x", NpzFiles.Grey(1, 2, 3)), ("y", NpzFiles.Bytes(0, 1, 0))));
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[1, good.Length]).Sample(
            (at, value, length) =>
            {
                byte[] bad = [.. good];
                bad[at] = value;
                ReadsOrRefuses(folder.Write("data.npz", at % 5 == 0 ? bad[..length] : bad));
            },
            iter: 300,
            threads: 1);
    }

    private static void ReadsOrRefuses(string file)
    {
        try
        {
            Load(file);
        }
        catch (DbdException)
        {
            return;
        }
    }

    private static string Refusal(params (string Name, byte[] File)[] arrays)
    {
        using TempFolder folder = new();
        string file = NpzFiles.Write(folder.File("pets.npz"), CompressionLevel.Optimal, arrays);
        string message = Assert.Throws<DbdException>(() => Load(file)).Message;
        Assert.Contains(file, message);
        return message;
    }

    private static IReadOnlyList<string> ClassesOf(string type, params byte[] labels)
    {
        using TempFolder folder = new();
        string file = NpzFiles.Write(
            folder.File("pets.npz"), CompressionLevel.Optimal,
            ("images", NpzFiles.Grey(1, 2, 3, 4)), ("labels", NpzFiles.Array(type, [4], labels)));
        return Load(file).Train.ClassNames;
    }

    private static byte[] Bytes<T>(params T[] numbers)
        where T : unmanaged => MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();

    private static DatasetSplit Load(string path) => s_format.Load(path, new ReadingOptions { Size = 4 }, CancellationToken.None);
}
