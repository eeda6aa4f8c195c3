using Dbd.Embedding;

using Xunit;

namespace Dbd.Tests.Embedding;

public sealed class FeatureTableTests
{
    [Fact]
    public void Numbers_that_fill_no_rows_are_refused() =>
        Assert.Contains(
            "7 numbers", Assert.Throws<ArgumentException>(() => new FeatureTable(new float[7], 3)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_number_that_is_none_is_named() =>
        Assert.Contains(
            "Feature 1 of row 2",
            Assert.Throws<ArgumentException>(() => new FeatureTable([0, 0, 0, 0, 0, float.NaN], 2)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Rows_are_as_given()
    {
        FeatureTable table = new([1, 2, 3, 4, 5, 6], 2);
        Assert.Equal(3, table.Rows);
        Assert.Equal([5, 6], table.Row(2).ToArray());
    }
}
