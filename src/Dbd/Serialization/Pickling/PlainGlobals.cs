using System.Text;

namespace Dbd.Serialization.Pickling;

/// <summary>Python's own names in pickles of data: bytes as older protocols write them, dictionaries, the arguments of a command
/// line.</summary>
internal sealed class PlainGlobals : IPickleGlobals
{
    // One array a text: a copy each time that the pickle recalls it would let a small file take much memory.
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _encoded = new(ReferenceEqualityComparer.Instance);

    /// <inheritdoc/>
    public string Advice => "";

    public PickleGlobal? Find(string module, string name) => (module, name) switch
    {
        ("collections", "OrderedDict") => new("OrderedDict", Ordered),
        ("collections", "Counter") => new("Counter", Counter),
        ("collections", "defaultdict") => new("defaultdict", _ => new PyDict()),
        ("argparse", "Namespace") => new("Namespace", _ => new PyNamespace()),
        ("pathlib", "PosixPath" or "WindowsPath") => new(name, parts => parts),
        // How Python 3 writes bytes in protocol 2.
        ("_codecs", "encode") => new("_codecs.encode", arguments => Encode(arguments)),
        ("builtins" or "__builtin__", "bytes" or "bytearray") => new(name, arguments => Bytes(arguments)),
        // What a defaultdict makes of nothing.
        ("builtins" or "__builtin__", "list" or "dict" or "int" or "float") => new(name),
        _ => null,
    };

    public object? Persistent(object? id) => throw new DamagedDataException("the pickle refers to something outside itself.");

    private static PyDict Ordered(PyTuple arguments) => arguments.Count == 0
        ? new PyDict(PyDictKind.Ordered)
        : throw new DamagedDataException("it has an OrderedDict of another form than Python 3 writes.");

    // Relabelled, not copied: a copy for every call would let a small file take much memory.
    private static PyDict Counter(PyTuple arguments)
    {
        if (arguments.Count != 1 || arguments[0] is not PyDict { Kind: PyDictKind.Plain } counts)
            throw new DamagedDataException("it has a Counter of another form than Python writes.");
        counts.Kind = PyDictKind.Counter;
        return counts;
    }

    // (), (bytes), or (text, "latin-1").
    private ReadOnlyMemory<byte> Bytes(PyTuple arguments) => arguments switch
    {
        [] => ReadOnlyMemory<byte>.Empty,
        [ReadOnlyMemory<byte> bytes] => bytes,
        _ => Encode(arguments),
    };

    private ReadOnlyMemory<byte> Encode(PyTuple arguments)
    {
        if (arguments is not [string text, "latin1" or "latin-1"] || text.Any(c => c > 0xFF))
            throw new DamagedDataException("it has bytes of another form than Python writes.");
        if (!_encoded.TryGetValue(text, out ReadOnlyMemory<byte> bytes))
            _encoded.Add(text, bytes = Encoding.Latin1.GetBytes(text));
        return bytes;
    }
}

/// <summary>An object of Python's that is nothing but named values.</summary>
internal sealed class PyNamespace : IPickleBuildable
{
    /// <summary>The values; null until it is built.</summary>
    public PyDict? Values { get; private set; }

    void IPickleBuildable.Build(object? state) =>
        Values = state as PyDict ?? throw new DamagedDataException("it has a Namespace of another form than Python writes.");
}

/// <summary>A value in a pickle that nobody wants.</summary>
/// <param name="What">What it is, for messages.</param>
internal sealed record PassedValue(string What);
