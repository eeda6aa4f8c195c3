using System.Formats.Tar;
using System.Text;

using CsCheck;

using Dbd.Data;
using Dbd.Data.Formats.Pictures;
using Dbd.Data.Formats.WebDatasets;
using Dbd.Imaging;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Data.Formats.WebDatasets;

public sealed class WebDatasetTests
{
    private static readonly WebDatasetFormat s_format = new();

    [Theory]
    [InlineData("pets-train-000000.tar", "pets-train-000001.tar", "pets-test-000000.tar")]
    [InlineData("train/0.tar", "train/1.tar", "test/0.tar")]
    [InlineData("data/train-0.tar", "data/train-1.tar", "data/val-0.tar")]
    public void Tar_files_are_put_together(string first, string second, string test)
    {
        using TempFolder folder = new();
        Tar(folder, first, ("a.png", Png(1)), ("a.cls", "10"u8.ToArray()), ("b.cls", "9"u8.ToArray()), ("b.png", Png(2)));
        Tar(folder, second, ("./x/c.d.png", Png(3)), ("x/c.cls", "10\n"u8.ToArray()),
            ("x/e.PNG", Png(6)), ("x/e.cls", "10\n"u8.ToArray()));
        Tar(folder, test, ("0.png", Png(4)), ("0.cls", "9"u8.ToArray()), ("1.png", Png(5)), ("1.cls", "10"u8.ToArray()));
        Assert.IsType<WebDatasetFormat>(DataCatalog.FormatIn(folder.Path));
        DatasetSplit read = Load(folder.Path);
        Assert.Equal(["9", "10"], read.Train.ClassNames);
        Assert.Equal([1, 0, 1], Drawn.Labels(read.Train));
        Assert.Equal([1, 2, 6], Enumerable.Range(0, 3).Select(i => (int)read.Train.Read(i)[0]));
        Assert.Equal([0, 1], Drawn.Labels(read.Test));
        Assert.Equal([$"{first}/a.png", $"{first}/b.png", $"{second}/x/e.PNG"], Drawn.Names(read.Train));
        // Up to the first dot, as the library cuts names: the ending is d.png, which is no picture's.
        Assert.Contains("1 samples of", Assert.Single(read.Warnings));
    }

    [Theory]
    [InlineData("cls", "1", "0", new[] { "0", "1" })]
    [InlineData("cls", "dog", "cat", new[] { "cat", "dog" })]
    [InlineData("txt", "dog\n", "cat", new[] { "cat", "dog" })]
    [InlineData("json", "{\"label\": 10, \"id\": 4}", "{\"label\": 9}", new[] { "9", "10" })]
    [InlineData("json", "{\"class\": \"dog\"}", "{\"class\": \"cat\"}", new[] { "cat", "dog" })]
    [InlineData("json", "7", "8", new[] { "7", "8" })]
    [InlineData("CLS", "1", "0", new[] { "0", "1" })]
    public void Labels_are_read_from_files_beside_the_pictures(string ending, string first, string second, string[] classes)
    {
        using TempFolder folder = new();
        string tar = Tar(folder, "pets.tar", [.. Enumerable.Range(0, 8).SelectMany(i => ((string, byte[])[])
            [($"{i}.jpg", Png((byte)i)), ($"{i}.{ending}", Encoding.UTF8.GetBytes(i % 2 == 0 ? first : second))])]);
        Assert.IsType<WebDatasetFormat>(DataCatalog.FormatIn(tar));
        Assert.Equal(classes, Load(tar).Train.ClassNames);
    }

    [Fact]
    public void What_was_written_is_read_again()
    {
        using TempFolder folder = new();
        (IImageSource train, IImageSource test) = (Drawn.Train(), Drawn.Test());
        WebDatasetWriter.Write(folder.Path, "train", train, null, CancellationToken.None);
        WebDatasetWriter.Write(folder.Path, "test", test, null, CancellationToken.None);
        Assert.IsType<WebDatasetFormat>(DataCatalog.FormatIn(folder.Path));
        DatasetSplit read = s_format.Load(folder.Path, new ReadingOptions(), CancellationToken.None);
        Drawn.AssertSame(train, read.Train);
        Drawn.AssertSame(test, read.Test);
        Assert.Empty(read.Warnings);
    }

    [Fact]
    public void Names_of_classes_are_taken_from_a_list_beside()
    {
        using TempFolder folder = new();
        Samples(folder, "train/0.tar", 4);
        Samples(folder, "test/0.tar", 4);
        folder.Write("classnames.txt", "dog\ncat\n"u8.ToArray());
        Assert.Equal(["dog", "cat"], Load(folder.Path).Train.ClassNames);
    }

    [Fact]
    public void Pictures_are_those_of_the_same_files_in_a_folder()
    {
        using TempFolder folder = new();
        Subset drawn = Drawn.ByClass(Drawn.Train());
        foreach (string name in (string[])["train.tar", "test.tar"])
        {
            Tar(folder, name, [.. Enumerable.Range(0, drawn.Count).SelectMany(i => ((string, byte[])[])
                [($"{i}.png", PictureFile.ToPng(drawn.Read(i), drawn.Shape)), ($"{i}.cls", Encoding.UTF8.GetBytes($"{drawn.Label(i)}"))])]);
        }
        folder.Write("classes.txt", Encoding.UTF8.GetBytes(string.Join('\n', drawn.ClassNames)));
        Drawn.AssertSame(drawn, s_format.Load(folder.Path, new ReadingOptions(), CancellationToken.None).Train);
    }

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.V7)]
    public void Every_kind_of_tar_file_is_read(TarEntryFormat format)
    {
        using TempFolder folder = new();
        string deep = format is TarEntryFormat.Pax or TarEntryFormat.Gnu ? string.Concat(Enumerable.Repeat("folder/", 30)) : "folder/";
        string tar = folder.File("pets.tar");
        using (TarWriter writer = new(File.Create(tar), format))
        {
            for (int i = 0; i < 6; i++)
            {
                Add(writer, format, $"{deep}{i}.png", Png((byte)i));
                Add(writer, format, $"{deep}{i}.cls", [(byte)('0' + i % 2)]);
            }
        }
        Assert.Equal(["0", "1"], Load(tar).Train.ClassNames);
    }

    [Theory]
    [InlineData("../x.png", "leads out of it")]
    [InlineData("a/../../x.png", "leads out of it")]
    [InlineData("/etc/x.png", "leads out of it")]
    [InlineData("a\\x.png", "leads out of it")]
    public void Names_that_lead_out_are_refused(string name, string problem)
    {
        using TempFolder folder = new();
        string tar = Tar(folder, "pets.tar", (name, Png(1)), ("x.cls", "1"u8.ToArray()));
        string message = Refusal(tar);
        Assert.Contains(tar, message);
        Assert.Contains(problem, message);
    }

    [Fact]
    public void Links_are_refused_and_a_folder_of_pictures_with_another_tar_file_is_still_one()
    {
        using TempFolder folder = new();
        string tar = folder.File("pets.tar");
        using (TarWriter writer = new(File.Create(tar)))
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "a.png") { LinkName = "/etc/passwd" });
        Assert.Contains("is a link", Refusal(tar));
        folder.Png("cat/1.png", 1);
        Assert.IsType<ImageFolderFormat>(DataCatalog.FormatIn(folder.Path));
    }

    [Fact]
    public void A_length_that_the_file_does_not_hold_is_refused_before_anything_is_read()
    {
        using TempFolder folder = new();
        string tar = Samples(folder, "pets.tar", 2);
        byte[] file = File.ReadAllBytes(tar);
        Claim(file, 0, 0x7FFFFFFFL);
        File.WriteAllBytes(tar, file);
        Assert.Contains("claims 2147483647 bytes, more than there are", Refusal(tar));
        File.WriteAllBytes(tar, [.. file.Take(700)]);
        Assert.Contains(tar, Refusal(tar));
    }

    [Fact]
    public void A_long_name_that_claims_too_much_is_refused()
    {
        using TempFolder folder = new();
        string tar = folder.File("pets.tar");
        byte[] header = new byte[512];
        "././@LongLink"u8.CopyTo(header);
        header[156] = (byte)'L';
        Claim(header, 0, 2 << 20);
        File.WriteAllBytes(tar, [.. header, .. new byte[3 << 20]]);
        Assert.Contains("claims 2097152 bytes, more than there are or may be", Refusal(tar));
    }

    [Theory]
    [InlineData("cls", "", "label is empty")]
    [InlineData("cls", "1.5", "its label is '1.5'")]
    [InlineData("json", "{\"x\": 1}", "has no label or cls")]
    [InlineData("json", "{\"label\": [1, 2]}", "has no label or cls")]
    [InlineData("json", "{", "is no JSON")]
    [InlineData("cls", "\u00ff", "is no text in UTF-8")]
    public void A_label_that_is_not_what_it_should_be_is_named(string ending, string text, string problem)
    {
        using TempFolder folder = new();
        string tar = Tar(folder, "pets.tar", ("a.png", Png(1)), ($"a.{ending}", Encoding.Latin1.GetBytes(text)));
        string message = Refusal(tar);
        Assert.Contains(tar, message);
        Assert.Contains(problem, message);
    }

    [Fact]
    public void Two_files_of_one_ending_are_refused()
    {
        using TempFolder folder = new();
        string tar = Tar(folder, "pets.tar", ("a.png", Png(1)), ("a.cls", "1"u8.ToArray()), ("a.png", Png(2)));
        Assert.Contains("the sample 'a' has two files .png", Refusal(tar));
    }

    [Fact]
    public void A_broken_picture_is_skipped_with_a_warning()
    {
        using TempFolder folder = new();
        string tar = Tar(folder, "pets.tar", [.. Enumerable.Range(0, 60).SelectMany(i => ((string, byte[])[])
            [($"{i}.png", i == 3 ? [1, 2, 3] : Png((byte)i)), ($"{i}.cls", [(byte)('0' + i % 2)])])]);
        DatasetSplit read = Load(tar);
        Assert.Equal(59, read.Train.Count + read.Test.Count);
        Assert.Contains(read.Warnings, w => w.StartsWith("Skipped: ", StringComparison.Ordinal) && w.Contains("pets.tar/3.png"));
    }

    [Fact]
    public void Damage_is_read_or_refused_and_nothing_else()
    {
        using TempFolder folder = new();
        byte[] good = File.ReadAllBytes(Samples(folder, "pets.tar", 3));
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[1, good.Length]).Sample(
            (at, value, length) =>
            {
                byte[] bad = [.. good];
                bad[at] = value;
                ReadsOrRefuses(folder.Write("pets.tar", at % 5 == 0 ? bad[..length] : bad));
            },
            iter: 300,
            threads: 1);
    }

    private static void ReadsOrRefuses(string tar)
    {
        try
        {
            Load(tar);
        }
        catch (DbdException)
        {
            return;
        }
    }

    // Of the first header: the size, and a checksum that is right.
    private static void Claim(byte[] file, int at, long size)
    {
        Encoding.ASCII.GetBytes(Convert.ToString(size, 8).PadLeft(11, '0') + "\0").CopyTo(file, at + 124);
        "        "u8.CopyTo(file.AsSpan(at + 148));
        int sum = file.AsSpan(at, 512).ToArray().Sum(b => b);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(file, at + 148);
    }

    private static string Refusal(string tar) => Assert.Throws<DbdException>(() => Load(tar)).Message;

    private static string Samples(TempFolder folder, string name, int count) =>
        Tar(folder, name, [.. Enumerable.Range(0, count).SelectMany(i => ((string, byte[])[])
            [($"{i}.png", Png((byte)i)), ($"{i}.cls", [(byte)('0' + i % 2)])])]);

    private static string Tar(TempFolder folder, string name, params (string Name, byte[] Content)[] files)
    {
        string path = folder.Write(name, []);
        using TarWriter writer = new(File.Create(path));
        foreach ((string file, byte[] content) in files)
            Add(writer, TarEntryFormat.Ustar, file, content);
        return path;
    }

    private static void Add(TarWriter writer, TarEntryFormat format, string name, byte[] content)
    {
        TarEntry entry = format switch
        {
            TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, name),
            TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
            TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, name),
            _ => new UstarTarEntry(TarEntryType.RegularFile, name),
        };
        entry.DataStream = new MemoryStream(content);
        writer.WriteEntry(entry);
    }

    private static byte[] Png(byte level) => PictureFile.ToPng([.. Enumerable.Repeat(level, 48)], new ImageShape(4, 4));

    private static DatasetSplit Load(string path) => s_format.Load(path, new ReadingOptions { Size = 4 }, CancellationToken.None);
}
