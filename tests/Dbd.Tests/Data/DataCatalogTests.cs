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

    [Fact]
    public void A_folder_with_nothing_in_it_says_what_may_lie_there()
    {
        using TempFolder folder = new();
        string message = Assert.Throws<DbdException>(() => DataCatalog.FormatIn(folder.Path)).Message;
        Assert.Contains("holds no data set. A data set is one of: ", message, StringComparison.Ordinal);
        Assert.Contains("svhn (train_32x32.mat", message, StringComparison.Ordinal);
        string missing = Assert.Throws<DbdException>(() => DataCatalog.FormatIn(folder.File("no"))).Message;
        Assert.Contains("does not exist", missing, StringComparison.Ordinal);
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
