using System.Diagnostics;

using Dbd.Configuration;
using Dbd.Data;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Data;

public sealed class DataCatalogTests
{
    [Theory]
    [InlineData("GTSRB")]
    [InlineData("unpacked/here")]
    [InlineData("train/unpacked")]
    public void A_folder_whose_data_lie_deeper_names_the_one_that_is_meant(string wrapping)
    {
        using TempFolder folder = new();
        folder.Png($"{wrapping}/a/1.png", 1);
        folder.Png($"{wrapping}/b/1.png", 1);
        Assert.EndsWith(
            $"holds no data set, but a folder below does. Name that one: {folder.File(wrapping)}",
            Assert.Throws<DbdException>(() => DataCatalog.FormatIn(folder.Path)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "holds no data set: it is empty. Name a folder with a sub-folder of pictures per class.")]
    [InlineData("1.png 2.JPG notes.txt", "holds no data set: 2 pictures lie directly in it. Put those of each class into a folder of")]
    [InlineData("p/x/y/z/1.txt list.csv", "a list of pictures is named itself: ")]
    [InlineData("train.zip", "it has an archive, ")]
    [InlineData("a/1.tif b/2.tif", "it has 2 folders and 0 files (a, b), and no pictures that can be read: PNG, JPEG")]
    [InlineData("seg_train/a/1.png seg_test/a/1.png", "seg_test and seg_train do. Name one of them, or call them train and test.")]
    [InlineData("seg_train/a/b/1.png seg_test/a/b/1.png", "but a folder below does. Name that one: ")]
    public void A_folder_that_is_no_data_set_says_what_was_found(string files, string expected)
    {
        using TempFolder folder = new();
        foreach (string file in files.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            folder.Write(file, [1]);
        Assert.Contains(
            expected, Assert.Throws<DbdException>(() => DataCatalog.FormatIn(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x.png", "is one picture, not a data set.")]
    [InlineData("x.tar.gz", "is an archive. Unpack it")]
    [InlineData("x.doc", "is a file of no known form.")]
    [InlineData("", "does not exist.")]
    public void A_path_to_something_else_says_what_that_is(string file, string expected)
    {
        using TempFolder folder = new();
        string path = file.Length == 0 ? folder.File("no") : folder.Write(file, [1]);
        string message = Assert.Throws<DbdException>(() => DataCatalog.FormatIn(path)).Message;
        Assert.StartsWith($"{path} {expected}", message, StringComparison.Ordinal);
        Assert.Contains("dbd data --help", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_whose_name_is_not_UTF_8_is_told_where_the_system_allows_it()
    {
        using TempFolder folder = new();
        folder.Png("a/1.png", 1);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "macOS and Windows have no such names.");
        Shell($"mkdir '{folder.Path}/'$(printf 'Gr\\374n')");
        try
        {
            string message =
                Assert.Throws<DbdException>(() => DataCatalog.Read(folder.Path, new ReadingOptions(), CancellationToken.None)).Message;
            Assert.Contains("is not UTF-8, so that it cannot be opened. Rename it", message, StringComparison.Ordinal);
        }
        finally
        {
            // .NET could not remove it.
            Shell($"rmdir '{folder.Path}/'$(printf 'Gr\\374n')");
        }

        static void Shell(string command)
        {
            using Process process = Process.Start("sh", ["-c", command]);
            process.WaitForExit();
        }
    }

    [Fact]
    public void What_a_form_does_not_heed_is_refused_by_its_key()
    {
        using TempFolder folder = new();
        folder.Png("a/1.png", 1);
        (ReadingOptions, string)[] asked =
        [
            (new ReadingOptions { Labels = LabelKind.Coarse }, "dataset_labels"), (new ReadingOptions { Clean = "x" }, "dataset_clean"),
            (new ReadingOptions { Target = 0 }, "dataset_target"), (new ReadingOptions { AllToAll = true }, "dataset_all_to_all"),
        ];
        foreach ((ReadingOptions options, string key) in asked)
        {
            ConfigException e = Assert.Throws<ConfigException>(() => DataCatalog.Read(folder.Path, options, CancellationToken.None));
            Assert.Equal(key, e.Location.Key);
            Assert.Contains(folder.Path, e.Message, StringComparison.Ordinal);
        }
    }
}
