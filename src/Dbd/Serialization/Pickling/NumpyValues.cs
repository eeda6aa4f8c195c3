using System.Buffers.Binary;

namespace Dbd.Serialization.Pickling;

/// <summary>NumPy's names in a pickle of which only plain values are wanted: numbers become long or double, arrays are passed
/// over.</summary>
internal sealed class NumpyValues : IPickleGlobals
{
    private readonly NumpyGlobals _bytes = new();

    public PickleGlobal? Find(string module, string name) => (module, name) switch
    {
        ("numpy.core.multiarray" or "numpy._core.multiarray", "scalar") => new("numpy scalar", Number),
        ("numpy.core.multiarray" or "numpy._core.multiarray", "_reconstruct") => new("numpy _reconstruct", _ => new PassedArray()),
        ("numpy", "dtype") => new("numpy.dtype", arguments => new NumberType(arguments.Count > 0 ? PyValue.Text(arguments[0]) : null)),
        _ => _bytes.Find(module, name),
    };

    public object? Persistent(object? id) => _bytes.Persistent(id);

    // (dtype, bytes)
    private static object Number(PyTuple arguments)
    {
        if (arguments is not [NumberType type, ReadOnlyMemory<byte> bytes])
            throw new DamagedDataException("it has a number of another form than NumPy writes.");
        ReadOnlySpan<byte> value = bytes.Span;
        // Boxed one by one, or all of them would become the widest type.
        return (type.Name, value.Length) switch
        {
            ("i8", 8) => (object)BinaryPrimitives.ReadInt64LittleEndian(value),
            ("i4", 4) => (long)BinaryPrimitives.ReadInt32LittleEndian(value),
            ("u1", 1) => (long)value[0],
            ("f8", 8) => BinaryPrimitives.ReadDoubleLittleEndian(value),
            ("f4", 4) => (double)BinaryPrimitives.ReadSingleLittleEndian(value),
            _ => throw new DamagedDataException($"it has a NumPy number of type '{type.Name}' in {value.Length} bytes."),
        };
    }

    private sealed class NumberType(string? name) : IPickleBuildable
    {
        public string Name => name?.TrimStart('<', '|') ?? "";

        // (version, byte order, ..)
        void IPickleBuildable.Build(object? state)
        {
            if (state is PyTuple { Count: > 1 } parts && parts[1] is ">")
                throw new DamagedDataException("it was written on a big-endian machine, which is not read here.");
        }
    }
}

/// <summary>A NumPy array in a pickle that nobody wants.</summary>
internal sealed class PassedArray : IPickleBuildable
{
    void IPickleBuildable.Build(object? state)
    {
    }
}
