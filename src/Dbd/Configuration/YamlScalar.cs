using System.Globalization;
using System.Text.RegularExpressions;

namespace Dbd.Configuration;

/// <summary>What an unquoted scalar is.</summary>
internal enum ScalarKind
{
    Text,
    Null,
    Truth,
    Whole,
    Number,
    NotFinite,
}

/// <summary>Reads unquoted scalars by the core schema of YAML 1.2, decimal only. Numbers may also lack a digit before or
/// behind the point (<c>5.e-4</c>, <c>.5</c>), as YAML 1.1 and hence the reference's files have them.</summary>
internal static partial class YamlScalar
{
    private const int LongestQuote = 40;

    public static ScalarKind KindOf(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Truth,
        _ when Whole().IsMatch(text) => ScalarKind.Whole,
        _ when Number().IsMatch(text) => ScalarKind.Number,
        _ when NotFinite().IsMatch(text) => ScalarKind.NotFinite,
        _ => ScalarKind.Text,
    };

    /// <summary>Whether other readers of YAML, PyYAML above all, take the text for something else than text.</summary>
    public static bool IsAmbiguous(string text) => KindOf(text) != ScalarKind.Text || OldTruth().IsMatch(text);

    /// <summary>Whether it is a truth value of YAML 1.1 only: <c>yes</c>, <c>off</c>.</summary>
    public static bool IsOldTruth(string text) => OldTruth().IsMatch(text);

    public static bool Truth(string text) => text is "true" or "True" or "TRUE";

    /// <summary>A text of kind <see cref="ScalarKind.Whole"/>; null if it does not fit.</summary>
    public static long? WholeOf(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null;

    /// <summary>A text of kind <see cref="ScalarKind.Whole"/> or <see cref="ScalarKind.Number"/>; infinite if it does not fit.</summary>
    public static double NumberOf(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The shortest form that reads back as the same number, as YAML 1.1 and 1.2 both read it.</summary>
    public static string Write(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        int exponent = text.IndexOf('E', StringComparison.Ordinal);
        if (exponent < 0)
            return text;
        string mantissa = text[..exponent];
        return (mantissa.Contains('.', StringComparison.Ordinal) ? mantissa : mantissa + ".0") + "e" + text[(exponent + 1)..];
    }

    /// <summary>A text as errors quote it.</summary>
    public static string Shortened(string text) => text.Length <= LongestQuote ? text : text[..LongestQuote] + "..";

    [GeneratedRegex(@"^[-+]?(0|[1-9][0-9]*)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Number();

    [GeneratedRegex(@"^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z", RegexOptions.ExplicitCapture)]
    private static partial Regex NotFinite();

    [GeneratedRegex(@"^(y|n|yes|no|on|off)\z", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex OldTruth();
}
