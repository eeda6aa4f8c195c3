using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

using Dbd.Data;
using Dbd.Data.Formats.HuggingFace;
using Dbd.Imaging;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Data.Formats.HuggingFace;

public sealed class SavedDatasetTests
{
    private static readonly SavedDatasetFormat s_format = new();
    private static readonly string[] s_pets = ["dog", "cat"];

    [Fact]
    public void What_was_written_is_read_again()
    {
        using TempFolder folder = new();
        (IImageSource train, IImageSource test) = (Drawn.Train(), Drawn.Test());
        SavedDatasetWriter.Write(folder.Path, "train", train, null, CancellationToken.None);
        SavedDatasetWriter.Write(folder.Path, "test", test, null, CancellationToken.None);
        Assert.IsType<SavedDatasetFormat>(DataCatalog.FormatIn(folder.Path));
        DatasetSplit read = s_format.Load(folder.Path, new ReadingOptions(), CancellationToken.None);
        Drawn.AssertSame(train, read.Train);
        Drawn.AssertSame(test, read.Test);
        Assert.Empty(read.Warnings);
    }

    [Fact]
    public void Sets_are_read_and_classes_come_in_the_order_of_the_file()
    {
        using TempFolder folder = Saved();
        Assert.IsType<SavedDatasetFormat>(DataCatalog.FormatIn(folder.Path));
        DatasetSplit read = Load(folder.Path);
        Assert.Equal(s_pets, read.Train.ClassNames);
        Assert.Equal([0, 1, 1], Drawn.Labels(read.Train));
        Assert.Equal([1, 2, 3], Enumerable.Range(0, 3).Select(i => (int)read.Train.Read(i)[0]));
        Assert.Equal([1, 0], Drawn.Labels(read.Test));
        Assert.Equal(9, read.Test.Read(1)[0]);
        Assert.Equal("train/data-00000-of-00001.arrow/2", read.Train.Name(2));
        Assert.Empty(read.Warnings);
    }

    [Fact]
    public void One_set_alone_is_read_too()
    {
        using TempFolder folder = Saved();
        DatasetSplit read = Load(folder.File("train"));
        Assert.Equal(3, read.Train.Count + read.Test.Count);
        Assert.Contains("held out", Assert.Single(read.Warnings));
    }

    [Fact]
    public void Labels_may_be_numbers_of_any_kind_or_text()
    {
        Assert.Equal(["-3", "2"], ClassesOf(new Int8Array.Builder().Append(-3).Append(2)));
        Assert.Equal(["0", "200"], ClassesOf(new UInt8Array.Builder().Append(200).Append(0)));
        Assert.Equal(["-3", "2"], ClassesOf(new Int16Array.Builder().Append(-3).Append(2)));
        Assert.Equal(["0", "60000"], ClassesOf(new UInt16Array.Builder().Append(60000).Append(0)));
        Assert.Equal(["-3", "2"], ClassesOf(new Int32Array.Builder().Append(-3).Append(2)));
        Assert.Equal(["0", "4000000000"], ClassesOf(new UInt32Array.Builder().Append(4000000000).Append(0)));
        Assert.Equal(["9", "10"], ClassesOf(new Int64Array.Builder().Append(10).Append(9)));
        Assert.Equal(["0", "18446744073709551615"], ClassesOf(new UInt64Array.Builder().Append(ulong.MaxValue).Append(0)));
        Assert.Equal(["9", "10"], ClassesOf(new DoubleArray.Builder().Append(10).Append(9)));
        Assert.Equal(["False", "True"], ClassesOf(new BooleanArray.Builder().Append(true).Append(false)));
        Assert.Equal(["katze", "maus"], ClassesOf(new StringArray.Builder().Append("maus").Append("katze")));
    }

    [Fact]
    public void What_is_not_as_it_should_be_is_named_with_the_reason()
    {
        using TempFolder folder = Saved();
        string train = ArrowFiles.Set(folder.File("train"), [Png(1), null], _ => Numbers(0, 1), s_pets);
        Assert.Contains($"{train}/1: the row has no picture in it, only the path 0.png", Refusal(folder));
        ArrowFiles.Set(folder.File("train"), [Png(1), Png(2)], _ => Numbers(0, 2), s_pets);
        Assert.Contains("arrow/1: its label is '2'; expected a whole number from 0 to 1", Refusal(folder));
        ArrowFiles.Set(folder.File("train"), [Png(1), Png(2)], _ => Numbers(0, 1), ["dog", "horse"]);
        Assert.Contains("has other classes than", Refusal(folder));
        ArrowFiles.Set(folder.File("train"), [Png(1), Png(2)], _ => new Int64Array.Builder().Append(1).AppendNull().Build(), s_pets);
        Assert.Contains("arrow/1: its label is ''", Refusal(folder));
    }

    [Theory]
    [InlineData("state.json", "{\"_data_files\": [{\"filename\": \"../../train.arrow\"}]}", "which is no name of a file")]
    [InlineData("state.json", "{\"_data_files\": [{\"filename\": \"/etc/passwd\"}]}", "which is no name of a file")]
    [InlineData("state.json", "{\"_data_files\": []}", "names no file of data")]
    [InlineData("state.json", "{", "is not as save_to_disk")]
    [InlineData("state.json", "[]", "is not as save_to_disk")]
    [InlineData("state.json", "{\"_data_files\": [{\"filename\": \"none.arrow\"}]}", "none.arrow does not exist")]
    [InlineData("state.json", "{\"_data_files\": [{\"filename\": \"link.arrow\"}]}", "leads out of the data's folder")]
    [InlineData("data-00000-of-00001.arrow", "", "It is empty")]
    [InlineData("data-00000-of-00001.arrow", "no arrow at all", "does not begin as one does")]
    public void Files_of_a_set_that_are_not_what_they_should_be_are_named(string file, string content, string problem)
    {
        using TempFolder folder = Saved();
        using TempFolder elsewhere = new();
        File.Copy(folder.File("train", "data-00000-of-00001.arrow"), elsewhere.File("out.arrow"));
        File.CreateSymbolicLink(folder.File("train", "link.arrow"), elsewhere.File("out.arrow"));
        File.WriteAllText(folder.File("train", file), content);
        string message = Refusal(folder);
        Assert.Contains(folder.Path, message);
        Assert.Contains(problem, message);
    }

    [Fact]
    public void Columns_that_lead_too_deep_and_dictionaries_are_refused_before_the_library_sees_them()
    {
        using TempFolder folder = Saved();
        string path = folder.File("train", "data-00000-of-00001.arrow");
        IArrowType deep = Int64Type.Default;
        for (int i = 0; i < 20; i++)
            deep = new StructType([new Field("a", deep, true)]);
        Write(deep);
        Assert.Contains("on more than 16 levels", Refusal(folder));
        Write(new DictionaryType(Int32Type.Default, StringType.Default, ordered: false));
        Assert.Contains("with a dictionary, which are not read", Refusal(folder));

        void Write(IArrowType type)
        {
            using FileStream file = File.Create(path);
            using ArrowStreamWriter writer = new(file, new Schema([new Field("label", type, true)], null));
            writer.WriteStart();
            writer.WriteEnd();
        }
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_refused_or_has_a_broken_picture()
    {
        using TempFolder folder = Saved();
        string path = folder.File("train", "data-00000-of-00001.arrow");
        byte[] whole = File.ReadAllBytes(path);
        for (int length = whole.Length - 1; length > 0; length -= 7)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Contains(path, Refusal(folder));
        }
    }

    [Fact]
    public void Damage_is_read_or_refused_and_nothing_else()
    {
        using TempFolder folder = Saved();
        string path = folder.File("train", "data-00000-of-00001.arrow");
        byte[] whole = File.ReadAllBytes(path);
        for (int at = 0; at < whole.Length; at += 3)
        {
            byte[] bad = [.. whole];
            bad[at] ^= (byte)(1 << (at % 8));
            File.WriteAllBytes(path, bad);
            try
            {
                Load(folder.Path);
            }
            catch (DbdException)
            {
                continue;
            }
        }
    }

    private static IReadOnlyList<string> ClassesOf<TArray, TBuilder>(IArrowArrayBuilder<TArray, TBuilder> labels)
        where TArray : IArrowArray
        where TBuilder : IArrowArrayBuilder<TArray>
    {
        using TempFolder folder = new();
        IArrowArray built = labels.Build(default);
        ArrowFiles.Set(folder.File("train"), [Png(1), Png(2), Png(3), Png(4)], _ => built, null);
        return Load(folder.File("train")).Train.ClassNames;
    }

    private static string Refusal(TempFolder folder) => Assert.Throws<DbdException>(() => Load(folder.Path)).Message;

    private static TempFolder Saved()
    {
        TempFolder folder = new();
        folder.Write("dataset_dict.json", "{\"splits\": [\"train\", \"test\"]}"u8.ToArray());
        long[] labels = [0, 1, 1];
        ArrowFiles.Set(
            folder.File("train"), [Png(1), Png(2), Png(3)], from => Numbers([.. labels.Skip(from).Take(2)]), s_pets);
        ArrowFiles.Set(folder.File("test"), [Png(8), Png(9)], _ => Numbers(1, 0), s_pets);
        return folder;
    }

    private static Int64Array Numbers(params long[] numbers) => new Int64Array.Builder().AppendRange(numbers).Build();

    private static byte[] Png(byte level) => PictureFile.ToPng([.. Enumerable.Repeat(level, 48)], new ImageShape(4, 4));

    private static DatasetSplit Load(string path) => s_format.Load(path, new ReadingOptions { Size = 4 }, CancellationToken.None);
}
