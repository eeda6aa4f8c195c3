using System.Xml.Linq;

using Dbd.Reports.Html;

using Xunit;

namespace Dbd.Tests.Reports.Html;

public sealed class ClassTablesTests
{
    [Fact]
    public void Columns_of_which_nothing_is_known_are_left_out()
    {
        XElement table = XElement.Parse(ClassTables.Counts([new ClassRow(5), new ClassRow(0)], ["cat", "dog"]).ToString());
        Assert.Equal(["label", "samples"], table.Descendants("thead").Single().Descendants("th").Select(h => h.Value));
    }

    [Fact]
    public void Shares_are_of_the_class()
    {
        XElement table = XElement.Parse(
            ClassTables.Counts([new ClassRow(8, 6, 2, null, 0.5), new ClassRow(0, 0, 0, null, null)], ["cat", "dog"]).ToString());
        Assert.Equal(["8", "6, 75 %", "2, 25 %", "50.0 %", "0", "0, 0 %", "0, 0 %", "–"], table.Descendants("td").Select(c => c.Value));
    }

    [Fact]
    public void The_matrix_has_true_labels_in_rows()
    {
        XElement table = XElement.Parse(ClassTables.Confusion([[1, 2], [3, 4]], ["cat", "dog"]).ToString());
        Assert.Equal(["1", "2", "3", "4"], table.Descendants("td").Select(c => c.Value));
        Assert.Equal(["right", "", "", "right"], table.Descendants("td").Select(c => (string)c.Attribute("class")!));
    }

    [Fact]
    public void With_many_classes_the_greatest_confusions_are_told()
    {
        int[][] counts = [.. Enumerable.Range(0, 30).Select(_ => new int[30])];
        counts[3][5] = 7;
        counts[8][2] = 9;
        counts[4][4] = 100;
        XElement table = XElement.Parse(ClassTables.Confusion(counts, [.. Enumerable.Range(0, 30).Select(i => $"c{i}")]).ToString());
        Assert.Equal(["c8c29 of 9", "c3c57 of 7"], table.Descendants("tbody").Single().Elements("tr").Select(r => r.Value));
    }
}
