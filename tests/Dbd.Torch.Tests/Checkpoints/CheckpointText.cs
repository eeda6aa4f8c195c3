using Dbd.Serialization;
using Dbd.Serialization.Pickling;

namespace Dbd.Torch.Tests.Checkpoints;

/// <summary>A checkpoint's entries with their kinds, a line each; of long dictionaries only the beginning and the end.</summary>
internal static class CheckpointText
{
    public static string Of(PyDict content) => string.Join('\n', Lines(content, ""));

    private static List<string> Lines(PyDict dict, string indent)
    {
        List<string> lines = [];
        foreach ((object key, object? value) in dict)
        {
            lines.Add($"{indent}{key}: {Kind(value)}");
            lines.AddRange(Below(value, indent + "  "));
        }
        return dict.Count <= 20 ? lines : [.. lines[..4], $"{indent}...", lines[^1]];
    }

    private static IEnumerable<string> Below(object? value, string indent) => value switch
    {
        PyDict dict => Lines(dict, indent),
        PyList list => list.OfType<PyDict>().SelectMany(d => Lines(d, indent)),
        _ => [],
    };

    private static string Kind(object? value) => value switch
    {
        null => "None",
        long => "int",
        double => "float",
        bool => "bool",
        string => "str",
        TensorData tensor => tensor.ToString(),
        PyDict { Kind: PyDictKind.Plain } dict => $"dict of {dict.Count}",
        PyDict dict => $"{dict.Kind} of {dict.Count}",
        PyList list => $"list of {list.Count}",
        PyTuple tuple => $"tuple of {tuple.Count}",
        _ => value.GetType().Name,
    };
}
