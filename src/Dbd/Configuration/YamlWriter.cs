using System.Text;
using System.Text.RegularExpressions;

namespace Dbd.Configuration;

/// <summary>Prints nodes as YAML that reads back as the same: mappings as indented blocks, lists in brackets.</summary>
internal static partial class YamlWriter
{
    public static string Block(MappingNode mapping)
    {
        StringBuilder text = new();
        Block(text, mapping, "");
        return text.ToString();
    }

    /// <summary>On one line, in braces and brackets.</summary>
    public static string Flow(ConfigNode node) => node switch
    {
        ScalarNode scalar => Scalar(scalar),
        ListNode list => $"[{string.Join(", ", list.Items.Select(Flow))}]",
        MappingNode mapping => $"{{{string.Join(", ", mapping.Entries.Select(e => $"{Text(e.Key)}: {Flow(e.Value)}"))}}}",
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    /// <summary>Text, in quotes where it would read as something else without.</summary>
    public static string Text(string text) =>
        Plain().IsMatch(text) && !YamlScalar.IsAmbiguous(text) ? text : Quoted(text);

    private static void Block(StringBuilder text, MappingNode mapping, string indent)
    {
        if (mapping.Entries.IsEmpty && indent.Length == 0)
            text.Append("{}\n");
        foreach ((string key, ConfigNode value) in mapping.Entries)
        {
            bool isBlock = value is MappingNode { Entries.IsEmpty: false };
            text.Append(indent).Append(Text(key)).Append(':');
            if (!isBlock)
                text.Append(' ').Append(Flow(value));
            if (value.Comment is { } comment)
                text.Append("  # ").Append(comment);
            text.Append('\n');
            if (isBlock)
                Block(text, (MappingNode)value, indent + "  ");
        }
    }

    private static string Scalar(ScalarNode scalar) => scalar.Kind switch
    {
        ScalarKind.Null => "null",
        ScalarKind.Text => Text(scalar.Text),
        _ => scalar.Text,
    };

    private static string Quoted(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (Rune rune in text.EnumerateRunes())
            quoted.Append(Escaped(rune));
        return quoted.Append('"').ToString();
    }

    private static string Escaped(Rune rune) => rune.Value switch
    {
        '"' => "\\\"",
        '\\' => @"\\",
        '\n' => "\\n",
        '\t' => "\\t",
        >= ' ' and <= '~' => rune.ToString(),
        > 0xFFFF => $"\\U{rune.Value:X8}",
        _ when Rune.IsLetterOrDigit(rune) => rune.ToString(),
        _ => $"\\u{rune.Value:X4}",
    };

    // Begins with no digit and no sign, so that no reader takes it for a number, a date or a time.
    [GeneratedRegex(@"^[\p{L}_./~]([\p{L}0-9_./~ @%+=-]*[\p{L}0-9_./~@%+=-])?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Plain();
}
