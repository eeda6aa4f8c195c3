using Dbd.Reports;
using Dbd.Testing;
using Dbd.Tests.Runs;

using Xunit;

namespace Dbd.Tests.Reports;

public sealed class MarkdownTableTests
{
    [Fact]
    public void Columns_are_aligned() => Approved.Text("Table", MarkdownTable.Render(
        ["Method", "BadNets BA", "BadNets ASR"],
        [["No Defense", "95.13", "100"], ["DBD", "92.50", "0.88"], ["a|b", "", "-"]]));

    [Fact]
    public void Groups_with_the_same_columns_share_a_table() => Approved.Text("TableOfGroups",
        MarkdownTable.Render(SampleRuns.Epoch(1, 1, SampleRuns.PoisonTrain(1)).Groups));

    [Fact]
    public void A_row_of_another_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => MarkdownTable.Render(["a", "b"], [["1"]]));
}
