using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;

using Dbd.Configuration;
using Dbd.Data;
using Dbd.Data.Formats.HuggingFace;
using Dbd.Data.Formats.Parquet;
using Dbd.Data.Formats.Pictures;
using Dbd.Imaging;
using Dbd.Testing;
using Dbd.Tests.Data.Formats.Parquet;

using ParquetSharp;

using Xunit;

namespace Dbd.Tests.Data.Formats.HuggingFace;

public sealed class HubParquetTests
{
    private static readonly HubParquetFormat s_format = new();
    private static readonly ReadingOptions s_small = new() { Size = 4 };
    private static readonly string[] s_pets = ["dog", "cat"];

    [Theory]
    [InlineData("data/train-00000-of-00002.parquet", "data/train-00001-of-00002.parquet", "data/test-00000-of-00001.parquet")]
    [InlineData("plain_text/train-00000-of-00002.parquet", "plain_text/train-00001-of-00002.parquet", "plain_text/test-0.parquet")]
    [InlineData("train/0000.parquet", "train/0001.parquet", "test/0000.parquet")]
    [InlineData("a_train.parquet", "b_train.parquet", "c-validation.parquet")]
    public void Files_are_put_together_and_classes_come_in_the_order_of_the_file(string first, string second, string test)
    {
        using TempFolder folder = new();
        Write(folder, first, [1, 2, 3], [0, 1, 0]);
        Write(folder, second, [4], [1]);
        Write(folder, test, [5, 6], [1, 0]);
        Assert.True(s_format.IsIn(folder.Path));
        DatasetSplit read = Load(folder.Path);
        Assert.Equal(["dog", "cat"], read.Train.ClassNames);
        Assert.Equal([0, 1, 0, 1], Drawn.Labels(read.Train));
        Assert.Equal([1, 0], Drawn.Labels(read.Test));
        Assert.Equal([1, 2, 3, 4], Enumerable.Range(0, 4).Select(i => (int)read.Train.Read(i)[0]));
        Assert.Equal([5, 6], Enumerable.Range(0, 2).Select(i => (int)read.Test.Read(i)[0]));
        Assert.Equal([$"{first}/0", $"{first}/1", $"{first}/2", $"{second}/0"], Drawn.Names(read.Train));
        Assert.Empty(read.Warnings);
    }

    [Theory]
    [InlineData("img", "label", ParquetDataPageVersion.V2, Compression.Zstd)]
    [InlineData("image", "labels", ParquetDataPageVersion.V1, Compression.Snappy)]
    [InlineData("photo", "breed", ParquetDataPageVersion.V2, Compression.Gzip)]
    public void Columns_are_found_by_what_they_hold(string image, string label, ParquetDataPageVersion version, Compression compression)
    {
        using TempFolder folder = new();
        string file = folder.File("pets.parquet");
        ParquetFiles.Pictures(
            file, image, label, [Png(1), Png(2), Png(3), Png(4)], [0, 1, 0, 1], s_pets,
            new WriterPropertiesBuilder().DataPageVersion(version).Compression(compression));
        Assert.True(s_format.IsIn(file));
        Assert.Equal(["dog", "cat"], Load(file).Train.ClassNames);
    }

    [Fact]
    public void What_was_written_is_read_again()
    {
        using TempFolder folder = new();
        (IImageSource train, IImageSource test) = (Drawn.Train(), Drawn.Test());
        HubWriter.WriteParquet(folder.File("data", "train-00000-of-00001.parquet"), train, null, CancellationToken.None);
        HubWriter.WriteParquet(folder.File("data", "test-00000-of-00001.parquet"), test, null, CancellationToken.None);
        Assert.IsType<HubParquetFormat>(DataCatalog.FormatIn(folder.Path));
        DatasetSplit read = s_format.Load(folder.Path, new ReadingOptions(), CancellationToken.None);
        Drawn.AssertSame(train, read.Train);
        Drawn.AssertSame(test, read.Test);
        Assert.Empty(read.Warnings);
    }

    [Fact]
    public void Pictures_are_those_of_the_same_files_in_a_folder()
    {
        using TempFolder folder = new();
        Subset drawn = Drawn.ByClass(Drawn.Train());
        byte[][] files = [.. Enumerable.Range(0, drawn.Count).Select(i => PictureFile.ToPng(drawn.Read(i), drawn.Shape))];
        ParquetFiles.Pictures(
            folder.File("train.parquet"), "img", "label", files, [.. Drawn.Labels(drawn).Select(l => (long?)l)], [.. drawn.ClassNames]);
        ParquetFiles.Pictures(
            folder.File("test.parquet"), "img", "label", files, [.. Drawn.Labels(drawn).Select(l => (long?)l)], [.. drawn.ClassNames]);
        Drawn.AssertSame(drawn, s_format.Load(folder.Path, new ReadingOptions(), CancellationToken.None).Train);
    }

    [Fact]
    public void Numbers_without_names_are_classes_in_their_order()
    {
        using TempFolder folder = new();
        ParquetFiles.Pictures(folder.File("train.parquet"), "img", "label", [Png(1), Png(2), Png(3)], [10, 9, 10], null);
        DatasetSplit read = Load(folder.File("train.parquet"));
        Assert.Equal(["9", "10"], read.Train.ClassNames);
        Assert.Contains("held out", Assert.Single(read.Warnings));
    }

    // As Arrow's Rust library writes them.
    [Fact]
    public void Names_that_stand_in_the_schema_for_Arrow_alone_are_read_too()
    {
        using TempFolder folder = new();
        using MemoryStream schema = new();
        Dictionary<string, string> notes = new() { [HubFeatures.Key] = HubFeatures.Write("img", "label", s_pets) };
        using (ArrowStreamWriter writer = new(schema, new Schema([new Field("label", Int64Type.Default, true)], notes), leaveOpen: true))
            writer.WriteStart();
        string file = folder.File("train.parquet");
        byte[][] pictures = [Png(1), Png(2), Png(3), Png(4)];
        Write(Convert.ToBase64String(schema.ToArray()));
        Assert.Equal(s_pets, Load(file).Train.ClassNames);
        Write("AAAA");
        Assert.Contains("the schema that it keeps for Arrow is damaged", Assert.Throws<DbdException>(() => Load(file)).Message);

        void Write(string text) => ParquetFiles.Pictures(
            file, "img", "label", pictures, [0, 1, 0, 1], null, null, new Dictionary<string, string> { ["ARROW:schema"] = text });
    }

    [Fact]
    public void Coarse_labels_are_read_where_they_are_asked_for()
    {
        using TempFolder folder = new();
        string file = folder.File("train.parquet");
        ParquetFiles.Write(
            file,
            ParquetFiles.Column("img", [Png(1), Png(2), Png(3), Png(4)]),
            ParquetFiles.Column("fine_label", 0L, 1, 2, 3),
            ParquetFiles.Column("coarse_label", 0L, 1, 1, 0));
        ReadingOptions coarse = s_small with { Labels = LabelKind.Coarse };
        Assert.Equal(2, s_format.Load(file, coarse, CancellationToken.None).Train.ClassNames.Count);
        ParquetFiles.Pictures(file, "img", "label", [Png(1), Png(2)], [0, 1], s_pets);
        ConfigException refused = Assert.Throws<ConfigException>(() => s_format.Load(file, coarse, CancellationToken.None));
        Assert.Contains("no column coarse_label", refused.Message);
    }

    [Fact]
    public void A_list_of_pictures_is_left_to_its_own_format()
    {
        using TempFolder folder = new();
        string file = folder.File("list.parquet");
        ParquetFiles.Write(file, ParquetFiles.Column("image", "a.png"), ParquetFiles.Column("label", 1));
        Assert.False(s_format.IsIn(file));
        Assert.False(s_format.IsIn(folder.Path));
        folder.Png("cat/1.png", 1);
        Assert.IsType<ImageFolderFormat>(DataCatalog.FormatIn(folder.Path));
    }

    [Fact]
    public void Missing_files_and_sets_that_are_left_alone_are_told()
    {
        using TempFolder folder = new();
        Write(folder, "data/train-00000-of-00005.parquet", [1, 2], [0, 1]);
        Write(folder, "data/validation-00000-of-00001.parquet", [3], [0]);
        Write(folder, "data/test-00000-of-00001.parquet", [3], [0]);
        IReadOnlyList<string> warnings = Load(folder.Path).Warnings;
        Assert.Contains(warnings, w => w.Contains("There are 1 of the 5 files"));
        Assert.Contains(warnings, w => w.Contains("left alone, the first") && w.Contains("validation-00000-of-00001"));
        Assert.Equal(2, warnings.Count);
    }

    [Fact]
    public void What_is_not_as_it_should_be_is_named_with_the_reason()
    {
        Assert.Contains("train.parquet/1: its label is '-1'; expected a whole number from 0 to 1", Refusal([1, 2], [0, -1]));
        Assert.Contains("train.parquet/0: its label is ''", Refusal([1, 2], [null, 1]));
        Assert.Contains("train.parquet/1: the row has no picture in it, only the path 1.png", Refusal([1, null], [0, 1]));
        Assert.Contains("train.parquet/0: the row has no picture in it. Remove the row", Refusal([null, 1], [0, 1]));
    }

    [Fact]
    public void Files_of_another_data_set_are_refused()
    {
        using TempFolder folder = new();
        Write(folder, "train-0.parquet", [1, 2], [0, 1]);
        ParquetFiles.Pictures(folder.File("train-1.parquet"), "img", "label", [Png(1)], [0], ["horse"]);
        Assert.Contains("train-1.parquet has other classes than", Assert.Throws<DbdException>(() => Load(folder.Path)).Message);
    }

    [Fact]
    public void Several_data_sets_in_one_folder_are_named()
    {
        using TempFolder folder = new();
        Write(folder, "small/train.parquet", [1, 2], [0, 1]);
        Write(folder, "full/train.parquet", [1, 2], [0, 1]);
        Assert.True(s_format.IsIn(folder.Path));
        string message = Assert.Throws<DbdException>(() => Load(folder.Path)).Message;
        Assert.Contains($"Name one: {folder.File("full")}, {folder.File("small")}", message);
    }

    [Fact]
    public void One_picture_that_a_million_rows_share_is_held_once()
    {
        using TempFolder folder = new();
        byte[] large = Png(7);
        string file = folder.File("train.parquet");
        ParquetFiles.Write(
            file,
            new WriterPropertiesBuilder().EnableDictionary(),
            ParquetFiles.Column("image", [.. Enumerable.Repeat(large, 20_000)]),
            ParquetFiles.Column("label", [.. Enumerable.Range(0, 20_000).Select(i => i % 2)]));
        SharedBytes shared = new(large.Length);
        int held = ParquetTable.Use(file, t => t.Bytes(0, shared).Length, CancellationToken.None);
        Assert.Equal(20_000, held);
        SharedBytes less = new(large.Length - 1);
        DbdException refused = Assert.Throws<DbdException>(() =>
            ParquetTable.Use(file, t => t.Bytes(0, less).Length, CancellationToken.None));
        Assert.Contains("do not fit into memory", refused.Message);
        Assert.Contains(file, refused.Message);
    }

    private static string Refusal(byte?[] levels, long?[] labels)
    {
        using TempFolder folder = new();
        ParquetFiles.Pictures(
            folder.File("train.parquet"), "img", "label", [.. levels.Select(l => l is { } level ? Png(level) : null)], labels, s_pets);
        return Assert.Throws<DbdException>(() => Load(folder.Path)).Message;
    }

    private static void Write(TempFolder folder, string name, byte[] levels, long?[] labels) =>
        ParquetFiles.Pictures(folder.File(name), "img", "label", [.. levels.Select(Png)], labels, s_pets);

    private static byte[] Png(byte level) => PictureFile.ToPng([.. Enumerable.Repeat(level, 48)], new ImageShape(4, 4));

    private static DatasetSplit Load(string path) => s_format.Load(path, s_small, CancellationToken.None);
}
