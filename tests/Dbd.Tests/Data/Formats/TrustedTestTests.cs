using Dbd.Configuration;
using Dbd.Data;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Data.Formats;

public sealed class TrustedTestTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public TrustedTestTests()
    {
        foreach (string name in (string[])["cat", "dog", "emu"])
        {
            for (int i = 0; i < 10; i++)
                _folder.Png($"data/{name}/{i}.png", level: 100, 8, 8);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_part_that_is_held_out_says_so_and_a_trusted_set_leaves_all_to_training()
    {
        DatasetSplit held = Read(null);
        Assert.Equal((27, 3, true), (held.Train.Count, held.Test.Count, held.IsHeldOut));
        // Classes go by name: the set has two of the three, in other folders' places.
        _folder.Png("trusted/dog/a.png", level: 100, 8, 8);
        _folder.Png("trusted/emu/b.png", level: 100, 8, 8);
        DatasetSplit trusted = Read(_folder.File("trusted"));
        Assert.Equal((30, 2, false), (trusted.Train.Count, trusted.Test.Count, trusted.IsHeldOut));
        Assert.Equal([1, 2], trusted.Test.Labels());
        Assert.Equal(["cat", "dog", "emu"], trusted.Test.ClassNames);
        Assert.Equal("dog/a.png", trusted.Test.Name(0));
        Assert.DoesNotContain(trusted.Warnings, w => w.Contains("held out", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_a_set_with_parts_the_test_part_is_taken_and_the_data_s_own_is_left_alone_with_a_word()
    {
        _folder.Png("whole/train/cat/a.png", level: 100, 8, 8);
        _folder.Png("whole/train/dog/a.png", level: 100, 8, 8);
        _folder.Png("whole/test/dog/b.png", level: 100, 8, 8);
        _folder.Png("whole/test/dog/c.png", level: 100, 8, 8);
        Assert.Equal(2, Read(_folder.File("whole")).Test.Count);
        DatasetSplit other = DataCatalog.Read(
            _folder.File("whole"), new ReadingOptions { Size = 8, Test = _folder.File("whole", "test") },
            TestContext.Current.CancellationToken);
        Assert.Equal(2, other.Test.Count);
        Assert.Contains(other.Warnings, w => w.StartsWith("The 2 test pictures of ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_class_that_the_data_have_not_is_named()
    {
        _folder.Png("trusted/cow/a.png", level: 100, 8, 8);
        ConfigException refused = Assert.Throws<ConfigException>(() => Read(_folder.File("trusted")));
        Assert.Equal("dataset_test", refused.Location.Key);
        Assert.Contains("has a class 'cow', and the data have not; theirs are: cat, dog, emu", refused.Problem, StringComparison.Ordinal);
    }

    private DatasetSplit Read(string? test) => DataCatalog.Read(
        _folder.File("data"), new ReadingOptions { Size = 8, Test = test }, TestContext.Current.CancellationToken);
}
