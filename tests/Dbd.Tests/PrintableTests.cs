using System.Globalization;

using Xunit;

namespace Dbd.Tests;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("été 猫 😀 C:\\new [red] \"'", "été 猫 😀 C:\\new [red] \"'")]
    [InlineData("\e[31mcat", @"\x1b[31mcat")]
    [InlineData("a\u202eb\u2066c", @"a\u202eb\u2066c")]
    [InlineData("\x7f\x9b\0", @"\x7f\x9b\x00")]
    [InlineData("a\r\nb\tc\u2028d", @"a\r\nb\tc\u2028d")]
    [InlineData("x\U000E0041y", @"x\udb40\udc41y")]
    public void What_cannot_be_seen_becomes_an_escape(string text, string shown) => Assert.Equal(shown, Printable.Line(text));

    [Fact]
    public void Text_of_many_lines_keeps_its_lines() => Assert.Equal("a\r\nb\n\tc\\rd\\r", Printable.Lines("a\r\nb\n\tc\rd\r"));

    [Fact]
    public void No_control_character_is_left()
    {
        string all = string.Concat(Enumerable.Range(0, 0x10000).Where(c => c is < 0xD800 or > 0xDFFF).Select(c => (char)c));
        Assert.DoesNotContain(Printable.Line(all), c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format);
        Assert.Contains("\ud800", Printable.Line("\ud800"), StringComparison.Ordinal);
    }
}
