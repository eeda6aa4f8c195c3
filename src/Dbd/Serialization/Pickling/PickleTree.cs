namespace Dbd.Serialization.Pickling;

/// <summary>Checks what a pickle made: only plain data, no loops, not deep, not huge when shared parts are counted each time.
/// What walks the result later then needs no such care.</summary>
internal static class PickleTree
{
    private const int DeepestNesting = 64;
    private const int MostNodes = 1_000_000;

    public static void Check(object? root)
    {
        Stack<(object? Value, int Depth)> open = new([(root, 0)]);
        int seen = 0;
        while (open.TryPop(out (object? Value, int Depth) node))
        {
            if (node.Depth > DeepestNesting)
                throw new DamagedDataException($"it is nested more than {DeepestNesting} deep, or contains itself.");
            foreach (object? child in Children(node.Value))
            {
                if (++seen > MostNodes)
                    throw new DamagedDataException($"it unfolds to more than {MostNodes} values.");
                open.Push((child, node.Depth + 1));
            }
        }
    }

    private static IEnumerable<object?> Children(object? value) => value switch
    {
        null or string or long or double or bool or ReadOnlyMemory<byte> or TensorData => [],
        PassedValue or PickleGlobal { IsValue: true } => [],
        NumpyArray array => array.Objects ?? [],
        PyNamespace named => [named.Values],
        PyList list => list,
        PyTuple tuple => tuple,
        PyDict dict => dict.Values.Append(dict.Attributes),
        _ => throw new DamagedDataException("it has a Python name or a storage where a value should be."),
    };
}
