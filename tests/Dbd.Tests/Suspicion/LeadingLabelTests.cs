using Dbd.Suspicion;

using Xunit;

namespace Dbd.Tests.Suspicion;

public sealed class LeadingLabelTests
{
    private static readonly string[] s_names = ["plane", "car", "bird", "cat"];

    // 2,000 samples, 500 of each label; of the first hundred 67 are cats. By chance it would be 25.
    [Fact]
    public void It_says_how_often_and_how_often_chance_would_have_it()
    {
        LeadingLabel leading = LeadingLabel.Of(Ranked(67))!;
        Assert.Equal(new LeadingLabel(3, 67, 100, 25), leading);
        Assert.True(leading.IsMoreThanChance);
        Assert.Equal("67 of the 100 most suspicious pictures are labelled cat; by chance it would be about 25.", leading.Sentence(s_names));
    }

    // Three standard deviations of 100 draws at 1/4 are 3 * sqrt(100 / 4 * 3 / 4) = 12.99.
    [Theory]
    [InlineData(37, false)]
    [InlineData(38, true)]
    public void Within_three_standard_deviations_it_is_chance(int cats, bool isMore)
    {
        LeadingLabel leading = LeadingLabel.Of(Ranked(cats))!;
        Assert.Equal(isMore, leading.IsMoreThanChance);
        Assert.Equal(isMore, !leading.Sentence(s_names).Contains("no more than chance gives (about 25)", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_fewer_samples_a_tenth_counts_and_of_very_few_nothing_is_told()
    {
        Assert.Equal(20, LeadingLabel.Of(new int[200])!.Among);
        Assert.Null(LeadingLabel.Of(new int[199]));
    }

    private static int[] Ranked(int cats)
    {
        int[] first = [.. Enumerable.Range(0, 100).Select(i => i < cats ? 3 : i % 3)];
        IEnumerable<int> rest = Enumerable.Range(0, 4).SelectMany(label => Enumerable.Repeat(label, 500 - first.Count(l => l == label)));
        return [.. first, .. rest];
    }
}
