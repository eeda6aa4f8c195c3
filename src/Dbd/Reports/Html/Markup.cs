using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Dbd.Reports.Html;

/// <summary>Text that is HTML or SVG already. It is made by interpolation only, which escapes everything that is not markup itself:
/// a file name cannot become an element.</summary>
internal sealed class Markup
{
    private readonly string _text;

    private Markup(string text) => _text = text;

    /// <summary>Nothing.</summary>
    public static Markup None { get; } = new("");

    /// <summary>Markup from an interpolated string; its literal parts are taken as they are.</summary>
    public static Markup Of(MarkupHandler text) => new(text.ToString());

    /// <summary>A part of the page that lies in a file of this project: style or script.</summary>
    public static Markup Trusted(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => _text;
}

/// <summary>Builds <see cref="Markup"/> from an interpolated string.</summary>
/// <param name="literalLength">Characters of the literal parts.</param>
/// <param name="formattedCount">Number of values.</param>
[InterpolatedStringHandler]
internal readonly struct MarkupHandler(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength + 16 * formattedCount);

    public void AppendLiteral(string text) => _text.Append(text);

    public void AppendFormatted(Markup markup) => _text.Append(markup);

    public void AppendFormatted(IEnumerable<Markup> parts) => _text.AppendJoin("", parts);

    public void AppendFormatted(int number) => _text.Append(CultureInfo.InvariantCulture, $"{number}");

    /// <summary>A number; without a format, as coordinates are written.</summary>
    public void AppendFormatted(double number, string format = "0.##") =>
        _text.Append(number.ToString(format, CultureInfo.InvariantCulture));

    public void AppendFormatted(string? text) => _text.Append(WebUtility.HtmlEncode(Visible(text ?? "")));

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    // What a person cannot see, or what turns the direction of the text after it, is shown as a replacement character.
    private static string Visible(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        rune.Value is '\n' or '\t' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format)
            ? rune.ToString()
            : "\uFFFD"));
}
