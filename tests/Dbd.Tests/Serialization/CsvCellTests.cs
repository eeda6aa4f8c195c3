using CsCheck;

using Dbd.Serialization;

using Xunit;

namespace Dbd.Tests.Serialization;

public sealed class CsvCellTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+cmd", "'+cmd")]
    [InlineData("-x", "'-x")]
    [InlineData("@SUM", "'@SUM")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "'\rx")]
    [InlineData("＝1", "'＝1")]
    [InlineData("'=1", "''=1")]
    [InlineData("-1.5", "-1.5")]
    [InlineData("+1e-5", "+1e-5")]
    [InlineData("-1+1", "'-1+1")]
    [InlineData("cat", "cat")]
    [InlineData("'cat", "'cat")]
    [InlineData("'", "'")]
    [InlineData("", "")]
    public void Formulas_become_text(string text, string cell) => Assert.Equal(cell, CsvCell.Write(text));

    [Fact]
    public void What_was_written_is_read_exactly() => Gen.String[Gen.Char["'=+-@\t\r\n1.ex＝"], 0, 6].Sample(text =>
    {
        Assert.Equal(text, CsvCell.Read(CsvCell.Write(text)));
        Assert.False(CsvCell.Write(text) is ['=' or '@' or '\t' or '\r', ..]);
    });
}
