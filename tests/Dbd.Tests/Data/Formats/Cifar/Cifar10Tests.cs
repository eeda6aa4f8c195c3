using Dbd.Data;
using Dbd.Data.Formats.Cifar;
using Dbd.Imaging;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Data.Formats.Cifar;

public sealed class Cifar10Tests
{
    private static readonly string[] s_stems =
    [
        "data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch",
    ];

    [Theory]
    [InlineData(false, "")]
    [InlineData(false, "cifar-10-batches-py")]
    [InlineData(true, "")]
    [InlineData(true, "cifar-10-batches-bin")]
    public void Both_layouts_are_found_and_give_the_same_pictures(bool binary, string inner)
    {
        using TempFolder folder = Filled(binary, inner);
        IImageSource train = Cifar10.LoadTrain(folder.Path);
        Assert.Equal(10, train.Count);
        Assert.Equal(new ImageShape(32, 32), train.Shape);
        Assert.Equal(Cifar10.StandardNames, train.ClassNames);
        Assert.Equal([0, 1, 1, 2, 2, 3, 3, 4, 4, 5], Enumerable.Range(0, 10).Select(train.Label));
        AssertPicture(train.Read(3), record: 1);
        IImageSource test = Cifar10.LoadTest(folder.Path);
        Assert.Equal([5, 6], Enumerable.Range(0, test.Count).Select(test.Label));
        AssertPicture(test.Read(0), record: 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Files_may_have_different_numbers_of_records_and_other_class_names(bool binary)
    {
        using TempFolder folder = Filled(binary);
        folder.Write(binary ? "data_batch_2.bin" : "data_batch_2", binary ? CifarFiles.Binary(1, 0, 1) : CifarFiles.Python(1, 0, 1));
        folder.Write(
            binary ? "batches.meta.txt" : "batches.meta",
            binary ? "a\nb\nc\nd\ne\nf\ng\n\n"u8.ToArray() : CifarFiles.PythonMeta(["a", "b", "c", "d", "e", "f", "g"]));
        IImageSource train = Cifar10.LoadTrain(folder.Path);
        Assert.Equal(11, train.Count);
        Assert.Equal(["a", "b", "c", "d", "e", "f", "g"], train.ClassNames);
        AssertPicture(train.Read(4), record: 2);
        AssertPicture(train.Read(5), record: 0);
    }

    [Fact]
    public void A_folder_with_nothing_in_it_or_that_is_not_there_is_named()
    {
        using TempFolder folder = new();
        string message = Assert.Throws<DbdException>(() => Cifar10.LoadTrain(folder.Path)).Message;
        Assert.Contains(folder.Path, message);
        Assert.Contains("data_batch_1 to data_batch_5", message);
        Assert.Contains("dbd data cifar10", message);
        Assert.Contains("does not exist", Assert.Throws<DbdException>(() => Cifar10.LoadTest(folder.File("no"))).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_missing_file_is_named(bool binary)
    {
        using TempFolder folder = Filled(binary);
        string path = folder.File(binary ? "data_batch_4.bin" : "data_batch_4");
        File.Delete(path);
        Assert.Contains($"{path} does not exist", Assert.Throws<DbdException>(() => Cifar10.LoadTrain(folder.Path)).Message);
    }

    public static IEnumerable<TheoryDataRow<string, byte[], string>> Broken() =>
    [
        new("test_batch.bin", CifarFiles.Binary(1, 2)[..^1], "6145 bytes, which is 1 records of 3073 bytes and 3072 left over"),
        new("test_batch.bin", [], "0 bytes"),
        new("test_batch.bin", CifarFiles.Binary(1, 10), "label of record 1 is 10; expected 0 to 9"),
        new("test_batch", CifarFiles.Python(1, 2)[..^100], "the pickle ends early"),
        new("test_batch", [], "the pickle ends early"),
        new("test_batch", "cos\nsystem\n."u8.ToArray(), "'os.system'"),
        new("test_batch", "]."u8.ToArray(), "holds a list, not a dictionary"),
        new("test_batch", "}."u8.ToArray(), "no entry 'data'"),
        new("test_batch", CifarFiles.Python(1, -1), "label of record 1 is -1; expected 0 to 9"),
        new("test_batch", CifarFiles.Python(10), "label of record 0 is 10; expected 0 to 9"),
        new("test_batch", CifarFiles.Python([1], 2, new byte[2 * 3072]), "1 labels for 2 pictures"),
        new("test_batch", CifarFiles.Python([1], 1, new byte[3071]), "shape (1, 3072), but 3071 bytes"),
        new("test_batch", CifarFiles.Python([], 0, []), "expected NumPy's u1 [count, 3072]"),
        new("test_batch", CifarFiles.Python([1], 1, new byte[4 * 3072], "f4"), "NumPy's f4 [1, 3072]; expected"),
        new("test_batch", CifarFiles.Repickled(2, [2, 32, 32, 3], CifarFiles.Numbers(1, 2)), "NumPy's u1 [2, 32, 32, 3]; expected"),
        new("test_batch", CifarFiles.Repickled(2, [2, 3072], CifarFiles.Numbers(1, 12)), "label of record 1 is 12; expected 0 to 9"),
        new("test_batch", CifarFiles.Repickled(2, [2, 3072], CifarFiles.Array("f8", Doubles(1, 2.5), 2)), "record 1 is a number, 2.5"),
        new("test_batch", CifarFiles.Repickled(2, [2, 3072], CifarFiles.Array("S1", "12"u8.ToArray(), 2)), "label of record 0 is a text"),
        new("test_batch", CifarFiles.Repickled(2, [2, 3072], [(byte)'N']), "'labels' is None"),
        new("test_batch", CifarFiles.Repickled(2, [2, 3072], "\u0058\u0001\0\0\03"u8.ToArray()), "'labels' are a text; expected a list"),
    ];

    public static IEnumerable<TheoryDataRow<byte[]>> PickledAgain() =>
    [
        new(CifarFiles.Repickled(2, [2, 3072], CifarFiles.Numbers(3, 9))),
        new(CifarFiles.Repickled(2, [2, 3, 32, 32], CifarFiles.Array("i8", [3, .. new byte[7], 9, .. new byte[7]], 2))),
        new(CifarFiles.Repickled(2, [2, 3072], CifarFiles.Array("u1", [3, 9], 2, 1))),
        new(CifarFiles.Repickled(2, [2, 3072], CifarFiles.Array("f8", Doubles(3, 9), 2))),
        new(CifarFiles.Repickled(2, [2, 3072], "(K\u0003K\u0009t"u8.ToArray())),
    ];

    [Theory]
    [MemberData(nameof(PickledAgain))]
    public void A_file_that_was_pickled_again_is_the_same(byte[] content)
    {
        using TempFolder folder = new();
        folder.Write("test_batch", content);
        IImageSource test = Cifar10.LoadTest(folder.Path);
        Assert.Equal([3, 9], Drawn.Labels(test));
        for (int p = 0; p < CifarFiles.PlaneBytes; p++)
            Assert.Equal(CifarFiles.Pixel(1, 2, p), test.Read(1)[3 * p + 2]);
    }

    private static byte[] Doubles(params double[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_file_that_is_not_what_it_should_be_is_named_with_the_reason(string name, byte[] content, string problem)
    {
        using TempFolder folder = new();
        string path = folder.Write(name, content);
        string message = Assert.Throws<DbdException>(() => Cifar10.LoadTest(folder.Path)).Message;
        Assert.Contains(path, message);
        Assert.Contains(problem, message);
    }

    [Fact]
    public void Of_several_broken_files_the_first_is_named()
    {
        using TempFolder folder = Filled(binary: true);
        folder.Write("data_batch_2.bin", [1]);
        folder.Write("data_batch_5.bin", [1]);
        Assert.Contains("data_batch_2.bin", Assert.Throws<DbdException>(() => Cifar10.LoadTrain(folder.Path)).Message);
    }

    [Fact]
    public void What_the_writer_writes_is_read_again()
    {
        using TempFolder folder = Filled(binary: false);
        IImageSource train = FirstOf(Cifar10.LoadTrain(folder.Path), 8);
        IImageSource test = Cifar10.LoadTest(folder.Path);
        string target = folder.File("again");
        CifarBinaryWriter.Write(target, train, test);
        Assert.Equal(7, Directory.GetFiles(target).Length);
        AssertSame(train, Cifar10.LoadTrain(target));
        AssertSame(test, Cifar10.LoadTest(target));
        Assert.Throws<ArgumentException>(() => CifarBinaryWriter.Write(target, test, test));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reading_takes_little_more_memory_than_one_file(bool binary)
    {
        int[] labels = [.. Enumerable.Range(0, 300).Select(i => i % 10)];
        byte[] content = binary ? CifarFiles.Binary(labels) : CifarFiles.Python(labels);
        using TempFolder folder = new();
        foreach (string stem in s_stems)
            folder.Write(stem + (binary ? ".bin" : ""), content);
        Cifar10.LoadTrain(folder.Path);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Cifar10.LoadTrain(folder.Path);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, content.Length, 2L * content.Length);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_file_that_changes_afterwards_is_noticed_when_a_picture_is_wanted(bool binary)
    {
        using TempFolder folder = Filled(binary);
        IImageSource test = Cifar10.LoadTest(folder.Path);
        string path = folder.File(binary ? "test_batch.bin" : "test_batch");
        byte[] content = File.ReadAllBytes(path);
        content[^10] ^= 1;
        using (FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.Write(content);
        AssertPicture(test.Read(0), record: 0);
        string message = Assert.Throws<DbdException>(() => test.Read(1)).Message;
        Assert.StartsWith($"{path} was changed", message, StringComparison.Ordinal);
        using (FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.SetLength(100);
        Assert.Throws<DbdException>(() => test.Read(0));
    }

    [Fact]
    public void Pixels_that_a_file_has_in_another_form_are_kept_in_memory()
    {
        using TempFolder folder = new();
        folder.Write("test_batch", CifarFiles.PythonAgain(1, 2, 3));
        IImageSource test = Cifar10.LoadTest(folder.Path);
        File.WriteAllBytes(folder.File("test_batch"), [1]);
        Assert.Equal([1, 2, 3], Enumerable.Range(0, test.Count).Select(test.Label));
        for (int i = 0; i < 3; i++)
            AssertPicture(test.Read(i), i);
    }

    private static HeldImages FirstOf(IImageSource data, int count)
    {
        int[] chosen = [.. Enumerable.Range(0, count)];
        return new(data.Shape, (byte[])[.. chosen.SelectMany(i => data.Read(i))], [.. chosen.Select(data.Label)], data.ClassNames);
    }

    private static TempFolder Filled(bool binary, string inner = "")
    {
        TempFolder folder = new();
        for (int f = 0; f < s_stems.Length; f++)
        {
            byte[] content = binary ? CifarFiles.Binary(f, f + 1) : CifarFiles.Python(f, f + 1);
            folder.Write(Path.Combine(inner, s_stems[f] + (binary ? ".bin" : "")), content);
        }
        return folder;
    }

    private static void AssertPicture(ReadOnlySpan<byte> image, int record)
    {
        for (int p = 0; p < CifarFiles.PlaneBytes; p++)
        {
            for (int c = 0; c < 3; c++)
                Assert.Equal(CifarFiles.Pixel(record, c, p), image[3 * p + c]);
        }
    }

    private static void AssertSame(IImageSource want, IImageSource got)
    {
        Assert.Equal(want.ClassNames, got.ClassNames);
        Assert.Equal(Enumerable.Range(0, want.Count).Select(want.Label), Enumerable.Range(0, got.Count).Select(got.Label));
        for (int i = 0; i < want.Count; i++)
            Assert.Equal(want.Read(i), got.Read(i));
    }
}
