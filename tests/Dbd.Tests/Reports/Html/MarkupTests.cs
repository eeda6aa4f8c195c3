using Dbd.Reports.Html;

using Xunit;

namespace Dbd.Tests.Reports.Html;

public sealed class MarkupTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("\" onload=\"x", "&quot; onload=&quot;x")]
    [InlineData("' & '", "&#39; &amp; &#39;")]
    [InlineData("a\u202egnp.exe", "a\uFFFDgnp.exe")]
    [InlineData("nul\0bell\a", "nul\uFFFDbell\uFFFD")]
    [InlineData("two\nlines", "two\nlines")]
    public void Text_is_escaped(string text, string expected) =>
        Assert.Equal($"<b title=\"{expected}\">", Markup.Of($"<b title=\"{text}\">").ToString());

    [Fact]
    public void Half_of_a_surrogate_pair_is_replaced() => Assert.Equal("a\uFFFDb", Markup.Of($"{"a\ud800b"}").ToString());

    [Fact]
    public void Markup_in_markup_is_taken_as_it_is()
    {
        Markup inner = Markup.Of($"<i>{"<"}</i>");
        Assert.Equal("<p><i>&lt;</i></p><p></p>", Markup.Of($"<p>{inner}</p><p>{Markup.None}</p>").ToString());
        Assert.Equal("<i>&lt;</i><i>&lt;</i>", Markup.Of($"{new[] { inner, inner }}").ToString());
    }

    [Fact]
    public void Numbers_are_written_as_coordinates() => Assert.Equal("1.5 -3 0.33", Markup.Of($"{1.5} {-3} {1.0 / 3}").ToString());
}
