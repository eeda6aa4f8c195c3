using Dbd.Reporting;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Reporting;

public sealed class MarkdownTableTests
{
    [Fact]
    public void Columns_are_aligned() => Approved.Text("Table", MarkdownTable.Render(
        ["Method", "BadNets BA", "BadNets ASR"],
        [["No Defense", "95.13", "100"], ["DBD", "92.50", "0.88"], ["a|b", "", "-"]]));

    [Fact]
    public void Groups_with_the_same_columns_share_a_table() => Approved.Text("TableOfGroups",
        MarkdownTable.Render(Runs.Epoch(1, 1, Runs.PoisonTrain(1)).Groups));

    [Fact]
    public void A_row_of_another_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => MarkdownTable.Render(["a", "b"], [["1"]]));
}
