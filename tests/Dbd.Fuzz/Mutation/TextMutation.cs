using System.Text;

using Dbd.Randomness;

namespace Dbd.Fuzz.Mutation;

/// <summary>Damage of text in lines (YAML, CSV, logs): lines go, come twice or change places, words become others. Now and then bytes, as
/// in any file.</summary>
internal static class TextMutation
{
    private static readonly string[] s_words =
    [
        "", "null", "~", "nan", "-inf", "1e999", "-1", "99999999999999999999", "0x10", "true",
        "\"", "'", "\"\"\"", ",", ";", "\t", "\0", "\r", "\u2028", "😀", "\ufeff",
        "[", "]", "{", "}", "{a: 1, a: 2}", "&a", "*a", "<<: *a", "!!binary x",
        "---", "...", "? ", "- ", ": ", "#", "|", ">", "%YAML 9.9", "{}", "[[[[[[[[]]]]]]]]",
    ];

    /// <summary>Damages it once.</summary>
    public static byte[] Apply(byte[] content, byte[] other, ref Rng rng)
    {
        if (rng.Chance(0.15))
            return ByteMutation.Apply(content, other, ref rng);
        List<string> lines = [.. Encoding.UTF8.GetString(content).Split('\n')];
        int at = rng.NextInt(lines.Count);
        int second = rng.NextInt(lines.Count);
        switch (rng.NextInt(6))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(second, lines[at]);
                break;
            case 2:
                (lines[at], lines[second]) = (lines[second], lines[at]);
                break;
            case 3:
                lines[at] = new string(' ', rng.NextInt(5)) + lines[at];
                break;
            default:
                lines[at] = Word(lines[at], ref rng);
                break;
        }
        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }

    // A range of the line becomes a word; of a line with separators, often a cell or a value.
    private static string Word(string line, ref Rng rng)
    {
        int begin = rng.NextInt(line.Length + 1);
        int end = line.IndexOfAny([',', ':', ' ', ']', '}'], begin) is >= 0 and int separator ? separator : line.Length;
        return line[..begin] + s_words[rng.NextInt(s_words.Length)] + line[end..];
    }
}
