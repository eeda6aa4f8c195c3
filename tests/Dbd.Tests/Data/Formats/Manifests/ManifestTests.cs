using CsCheck;

using Dbd.Data;
using Dbd.Data.Formats.Manifests;
using Dbd.Testing;
using Dbd.Tests.Data.Formats.Parquet;

using ParquetSharp;

using Xunit;

using Encoding = System.Text.Encoding;

namespace Dbd.Tests.Data.Formats.Manifests;

public sealed class ManifestTests
{
    private static readonly ManifestFormat s_format = new();
    private static readonly ReadingOptions s_small = new() { Size = 4 };

    [Theory]
    [InlineData("path,label,split", ',')]
    [InlineData("label;SPLIT;File", ';')]
    [InlineData("split\tfilename\tclass", '\t')]
    public void Columns_are_found_by_name(string header, char separator)
    {
        using TempFolder folder = Filled();
        string[] lines =
        [
            .. ((string[][])[["p/1.png", "dog", "train"], ["p/2.png", "cat", "Train"], ["p/3.png", "dog", "test"]]).Select(Line),
        ];
        folder.Write("data.csv", Encoding.UTF8.GetBytes(string.Join("\r\n", [header, .. lines])));
        Assert.True(s_format.IsIn(folder.File("data.csv")));
        DatasetSplit read = Load(folder, "data.csv");
        Assert.Equal(["cat", "dog"], read.Train.ClassNames);
        Assert.Equal([1, 0], Drawn.Labels(read.Train));
        Assert.Equal([1], Drawn.Labels(read.Test));
        Assert.Equal(3, read.Test.Read(0)[0]);
        Assert.Equal("p/3.png", read.Test.Name(0));

        string Line(string[] values) => string.Join(
            separator, header.ToLowerInvariant().Split(separator).Select(h => values[h[0] is 'p' or 'f' ? 0 : h[0] is 's' ? 2 : 1]));
    }

    [Fact]
    public void Numbers_are_classes_in_their_order_and_quotes_are_unfolded()
    {
        using TempFolder folder = Filled();
        folder.Png("p/a, \"b\".png", 77);
        folder.Write("data.csv", "path,label,split\np/1.png,10,train\n\"p/a, \"\"b\"\".png\",9,train\np/2.png,9,test\n"u8.ToArray());
        DatasetSplit read = Load(folder, "data.csv");
        Assert.Equal(["9", "10"], read.Train.ClassNames);
        Assert.Equal([1, 0], Drawn.Labels(read.Train));
        Assert.Equal(77, read.Train.Read(1)[0]);
    }

    [Fact]
    public void Labels_that_pandas_wrote_as_floats_are_numbers_and_blank_rows_are_none()
    {
        using TempFolder folder = Filled();
        folder.Write("data.csv", "path,label,split\n\np/1.png,10.0,train\np/2.png,2.0,train\n , ,\np/3.png,10,test\n\n\n  \n"u8.ToArray());
        DatasetSplit read = Load(folder, "data.csv");
        Assert.Equal(["2", "10"], read.Train.ClassNames);
        Assert.Equal([1, 0], Drawn.Labels(read.Train));
        Assert.Equal([1], Drawn.Labels(read.Test));
    }

    [Fact]
    public void Text_that_is_not_UTF_8_is_refused_by_line_and_byte()
    {
        using TempFolder folder = Filled();
        folder.Write("data.csv", Encoding.Latin1.GetBytes("path,label\np/1.png,Gr\u00FCn\np/2.png,Gr\u00F6n\n"));
        string message = Assert.Throws<DbdException>(() => Load(folder, "data.csv")).Message;
        Assert.Contains("line 2: The file is not UTF-8 text: byte 11 of the line is 0xFC. Save", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_split_a_part_is_held_out()
    {
        using TempFolder folder = Filled();
        folder.Write(
            "data.csv", Encoding.UTF8.GetBytes("path,label\n" + string.Concat(Enumerable.Range(1, 9).Select(i => $"p/{i}.png,{i % 2}\n"))));
        DatasetSplit read = Load(folder, "data.csv");
        Assert.Equal((7, 2), (read.Train.Count, read.Test.Count));
        Assert.Contains("held out", Assert.Single(read.Warnings));
    }

    [Fact]
    public void A_picture_with_two_labels_is_refused_by_both_rows()
    {
        using TempFolder folder = Filled();
        string path = folder.Write("data.csv", "path,label,split\np/1.png,cat,train\np/2.png,dog,train\np/./1.png,dog,test\n"u8.ToArray());
        Assert.Equal(
            $"{path}, row 1 of its data, and row 3: {folder.File("p/1.png")} has the label 'cat' in one and 'dog' in the other. "
                + "Remove the row that is wrong.",
            Assert.Throws<DbdException>(() => Load(folder, "data.csv")).Message);
    }

    [Fact]
    public void A_picture_that_is_there_again_is_told_of_and_is_a_sample()
    {
        using TempFolder folder = Filled();
        string path = folder.Write(
            "data.csv",
            "path,label,split\np/1.png,1,train\np/1.png,1.0,train\np/2.png,2,train\np/2.png,2,test\np/1.png,1,train\n"u8.ToArray());
        DatasetSplit read = Load(folder, "data.csv");
        Assert.Equal([0, 0, 1, 0], Drawn.Labels(read.Train));
        Assert.Equal([1], Drawn.Labels(read.Test));
        Assert.Contains(
            $"2 rows name a picture that a row before them names, the first {path}, row 2 of its data: {folder.File("p/1.png")}. "
                + "Each is a sample of its own.",
            read.Warnings);
        Assert.Contains(
            $"1 rows name a picture that a row of another split names, the first {path}, row 4 of its data: {folder.File("p/2.png")}. "
                + "What is trained on should not be tested on.",
            read.Warnings);
    }

    [Theory]
    [InlineData(ParquetDataPageVersion.V1, Compression.Snappy)]
    [InlineData(ParquetDataPageVersion.V2, Compression.Zstd)]
    [InlineData(ParquetDataPageVersion.V2, Compression.Uncompressed)]
    public void Parquet_says_the_same_as_CSV(ParquetDataPageVersion version, Compression compression)
    {
        using TempFolder folder = Filled();
        string[] paths = [.. Enumerable.Range(1, 9).Select(i => $"p/{i}.png")];
        string[] splits = [.. Enumerable.Range(1, 9).Select(i => i < 8 ? "train" : "test")];
        folder.Write(
            "data.csv", Encoding.UTF8.GetBytes("path,label,split\n" + string.Concat(paths.Select((p, i) => $"{p},{i % 3},{splits[i]}\n"))));
        DatasetSplit wanted = Load(folder, "data.csv");
        Written(
            folder, new WriterPropertiesBuilder().DataPageVersion(version).Compression(compression), paths, i => (long)(i % 3), splits);
        DatasetSplit read = Load(folder, "data.parquet");
        Drawn.AssertSame(wanted.Train, read.Train);
        Drawn.AssertSame(wanted.Test, read.Test);
        Assert.Equal(Drawn.Names(wanted.Train), Drawn.Names(read.Train));
    }

    [Fact]
    public void Numbers_of_every_kind_are_labels_in_Parquet()
    {
        Assert.Equal(["-3", "2"], ClassesOf(i => (sbyte)(i % 2 == 0 ? -3 : 2)));
        Assert.Equal(["0", "200"], ClassesOf(i => (byte)(i % 2 == 0 ? 200 : 0)));
        Assert.Equal(["-3", "2"], ClassesOf(i => (short)(i % 2 == 0 ? -3 : 2)));
        Assert.Equal(["0", "60000"], ClassesOf(i => (ushort)(i % 2 == 0 ? 60000 : 0)));
        Assert.Equal(["-3", "2"], ClassesOf(i => i % 2 == 0 ? -3 : 2));
        Assert.Equal(["0", "4000000000"], ClassesOf(i => i % 2 == 0 ? 4000000000 : 0));
        Assert.Equal(["9", "10"], ClassesOf(i => i % 2 == 0 ? 10L : 9L));
        Assert.Equal(["0", "18446744073709551615"], ClassesOf(i => i % 2 == 0 ? ulong.MaxValue : 0));
        Assert.Equal(["9", "10"], ClassesOf(i => i % 2 == 0 ? 10.0 : 9.0));
        Assert.Equal(["False", "True"], ClassesOf(i => i % 2 == 0));
        Assert.Equal(["katze", "maus"], ClassesOf(i => i % 2 == 0 ? "katze" : "maus"));
        Assert.Contains("row 1 of its data: its label is '0.5'", RefusalOf(i => i * 0.5 + 0.5));
        Assert.Contains("row 2 of its data: its label is empty", RefusalOf(i => i == 1 ? (long?)null : i));
        Assert.Contains("row 3 of its data: its label is empty", RefusalOf(i => i == 2 ? null : "cat"));
        Assert.Contains("the column label is of Date (Int32); expected a text or a number a row", RefusalOf(i => new Date(i)));
    }

    [Theory]
    [InlineData("", "no column path or file")]
    [InlineData("path,label\n", "no rows")]
    [InlineData("name,label\nx,1\n", "no column path or file")]
    [InlineData("path,what\nx,1\n", "no column label or class")]
    [InlineData("path,label\np/1.png\n", "CSV")]
    [InlineData("path,label\n,1\n", "row 1 of its data: its path is empty")]
    [InlineData("path,label\np/1.png,1\np/2.png,\n", "row 2 of its data: its label is empty")]
    [InlineData("path,label\np/1.png,1\np/2.png,nan\n", "row 2 of its data: its label is missing")]
    [InlineData("path,label\np/1.png,1.5\n", "row 1 of its data: its label is '1.5'")]
    [InlineData("path,label\np/1.png,1\n\np/2.png\n", "row 2 of its data, in line 4, has 1 cells, and the header 2")]
    [InlineData("path,label,split\np/1.png,1,train\np/2.png,1,\n", "row 2 of its data: its split is empty")]
    [InlineData("path,label,split\np/1.png,1,dev\n", "its split is 'dev'")]
    [InlineData("path,label,split\np/1.png,1,train\np/2.png,2,test\n", "no training row has the class '2'")]
    [InlineData("path,label\n/etc/passwd,1\n", "stay below its folder")]
    [InlineData("path,label\n../x.png,1\n", "stay below its folder")]
    [InlineData("path,label\np/../../x.png,1\n", "stay below its folder")]
    [InlineData("path,label\nout/x.png,1\n", "stay below its folder")]
    [InlineData("path,label\nnone.png,1\n", "none.png does not exist")]
    public void A_manifest_that_is_not_what_it_should_be_is_named_with_the_reason(string text, string problem)
    {
        using TempFolder folder = Filled();
        Directory.CreateSymbolicLink(folder.File("out"), Path.GetTempPath());
        string path = folder.Write("data.csv", Encoding.UTF8.GetBytes(text));
        string message = Assert.Throws<DbdException>(() => Load(folder, "data.csv")).Message;
        Assert.Contains(path, message);
        Assert.Contains(problem, message);
    }

    // Most texts begin with a header that is right, so that they get far.
    [Fact]
    public void Any_text_is_read_or_refused_and_nothing_else()
    {
        using TempFolder folder = Filled();
        Gen<string> text = Gen.OneOf(
            Gen.String[Gen.Char["abc,;\t\"\n\r /.01é\0"], 0, 60].Select(t => "path,label,split\n" + t),
            Gen.String[0, 60]);
        text.Sample(t => ReadsOrRefuses(folder, "data.csv", Encoding.UTF8.GetBytes(t)), iter: 500, threads: 1);
    }

    [Fact]
    public void Damage_in_a_Parquet_file_is_read_or_refused_and_nothing_else()
    {
        using TempFolder folder = Filled();
        Written(folder, new WriterPropertiesBuilder(), ["p/1.png", "p/2.png", "p/3.png"], i => i % 2, ["train", "train", "test"]);
        byte[] good = File.ReadAllBytes(folder.File("data.parquet"));
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[1, good.Length]).Sample(
            (at, value, length) =>
            {
                byte[] bad = [.. good];
                bad[at] = value;
                ReadsOrRefuses(folder, "data.parquet", at % 5 == 0 ? bad[..length] : bad);
            },
            iter: 300,
            threads: 1);
    }

    private static void ReadsOrRefuses(TempFolder folder, string name, byte[] content)
    {
        folder.Write(name, content);
        try
        {
            Load(folder, name);
        }
        catch (DbdException)
        {
            return;
        }
    }

    private static DatasetSplit Load(TempFolder folder, string name) => s_format.Load(folder.File(name), s_small, CancellationToken.None);

    private static TempFolder Filled()
    {
        TempFolder folder = new();
        for (byte i = 1; i <= 9; i++)
            folder.Png($"p/{i}.png", i);
        return folder;
    }

    private static IReadOnlyList<string> ClassesOf<T>(Func<int, T> label)
    {
        using TempFolder folder = Filled();
        Written(folder, new WriterPropertiesBuilder().DataPageVersion(ParquetDataPageVersion.V2), NinePaths(), label, null);
        return Load(folder, "data.parquet").Train.ClassNames;
    }

    private static string RefusalOf<T>(Func<int, T> label)
    {
        using TempFolder folder = Filled();
        Written(folder, new WriterPropertiesBuilder(), NinePaths(), label, null);
        return Assert.Throws<DbdException>(() => Load(folder, "data.parquet")).Message;
    }

    private static string[] NinePaths() => [.. Enumerable.Range(1, 9).Select(i => $"p/{i}.png")];

    private static void Written<T>(TempFolder folder, WriterPropertiesBuilder how, string[] paths, Func<int, T> label, string[]? splits) =>
        ParquetFiles.Write(
            folder.File("data.parquet"),
            how,
            [
                ParquetFiles.Column("path", paths),
                ParquetFiles.Column("label", [.. paths.Select((_, i) => label(i))]),
                .. splits is null ? (ParquetFiles.Written[])[] : [ParquetFiles.Column("split", splits)],
            ]);
}
