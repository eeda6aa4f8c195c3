using System.Text;
using System.Text.Json;

using Dbd.Randomness;

namespace Dbd.Fuzz.Mutation;

/// <summary>Damage of JSON: a value becomes another one, goes, or is there twice. Now and then bytes, as in any file.</summary>
internal static class JsonMutation
{
    private static readonly byte[][] s_values =
    [
        .. ((string[])
        [
            "null", "true", "0", "-1", "0.5", "1e308", "1e999", "99999999999999999999",
            "\"\"", "\"NaN\"", "\"Infinity\"", "\"x\"", "\"\\ud800\"", "\"\\u0000\"",
            "[]", "{}", "[null]", "[[]]", "{\"\":null}", "{\"a\":1,\"a\":2}",
        ]).Select(Encoding.UTF8.GetBytes),
        Encoding.UTF8.GetBytes(new string('[', 200) + new string(']', 200)),
        Encoding.UTF8.GetBytes($"\"{new string('x', 5000)}\""),
    ];

    /// <summary>Damages it once.</summary>
    public static byte[] Apply(byte[] content, byte[] other, ref Rng rng)
    {
        List<Range> values = Values(content);
        if (values.Count == 0 || rng.Chance(0.1))
            return ByteMutation.Apply(content, other, ref rng);
        Range at = values[rng.NextInt(values.Count)];
        byte[] value = content[at];
        byte[] replacement = rng.NextInt(4) switch
        {
            0 => content[values[rng.NextInt(values.Count)]],
            1 => [],
            2 => [.. value, (byte)',', .. value],
            _ => s_values[rng.NextInt(s_values.Length)],
        };
        return [.. content[..at.Start], .. replacement, .. content[at.End..]];
    }

    // Where values and names of properties stand; as far as it is JSON.
    private static List<Range> Values(byte[] json)
    {
        List<Range> values = [];
        Stack<int> open = [];
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = 1000 });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                    open.Push((int)reader.TokenStartIndex);
                else if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
                    values.Add(new Range(open.Pop(), End(reader)));
                else
                    values.Add(new Range((int)reader.TokenStartIndex, End(reader)));
            }
        }
        catch (JsonException)
        {
        }
        return values;
    }

    // Of a property's name, without the colon.
    private static int End(Utf8JsonReader reader) =>
        (int)(reader.TokenType == JsonTokenType.PropertyName ? reader.TokenStartIndex + reader.ValueSpan.Length + 2 : reader.BytesConsumed);
}
