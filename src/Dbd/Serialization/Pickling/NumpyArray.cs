namespace Dbd.Serialization.Pickling;

/// <summary>A NumPy array in a pickle: made at once, or empty and then given its state. What it holds is a part of the pickle until
/// somebody asks for it.</summary>
internal sealed class NumpyArray : IPickleBuildable
{
    private StridedLayout _layout = StridedLayout.RowMajor([0]);
    private ReadOnlyMemory<byte> _bytes;

    /// <summary>An array that is yet to be given its state.</summary>
    public NumpyArray()
    {
    }

    /// <summary>An array, or a single value, from its parts.</summary>
    /// <exception cref="DamagedDataException">The bytes are not so many.</exception>
    public NumpyArray(NumpyDtype type, StridedLayout layout, ReadOnlyMemory<byte> bytes)
    {
        CheckLength(type, layout.Size, bytes.Length);
        (Type, _layout, _bytes) = (type, layout, bytes);
    }

    /// <summary>What the elements are.</summary>
    public NumpyDtype Type { get; private set; } = new("u1");

    /// <summary>Sizes, outermost first; [0] until it is built.</summary>
    public long[] Shape => _layout.Size;

    /// <summary>The elements where they are Python objects, else null.</summary>
    public PyList? Objects { get; private set; }

    // State: (version, shape, dtype, is Fortran order, bytes), as numpy/core/src/multiarray/methods.c writes it.
    void IPickleBuildable.Build(object? state)
    {
        if (state is not PyTuple { Count: 5 } parts || parts[1] is not PyTuple shape || parts[2] is not NumpyDtype type
            || parts[3] is not bool isFortran)
            throw new DamagedDataException("it has an array of another form than NumPy writes.");
        long[] sizes = Sizes(shape);
        if (type.IsObject && parts[4] is PyList objects)
            Objects = objects;
        else if (parts[4] is ReadOnlyMemory<byte> bytes)
            CheckLength(type, sizes, (_bytes = bytes).Length);
        else
            throw new DamagedDataException("it has an array of another form than NumPy writes.");
        (Type, _layout) = (type, isFortran ? StridedLayout.ColumnMajor(sizes) : StridedLayout.RowMajor(sizes));
    }

    /// <summary>The bytes of the elements in row-major order: a part of the pickle, or a copy if they lie in another order there.</summary>
    public ReadOnlyMemory<byte> RowMajor()
    {
        if (_layout.IsContiguous)
            return _bytes;
        byte[] copy = new byte[_bytes.Length];
        _layout.Gather(_bytes.Span, copy, Type.Size);
        return copy;
    }

    /// <summary>The elements in row-major order: long, double, bool, string, or what their list has.</summary>
    /// <exception cref="DamagedDataException">They are of another kind.</exception>
    public object?[] Elements()
    {
        if (Objects is not null)
            return [.. Objects];
        ReadOnlyMemory<byte> bytes = RowMajor();
        int size = Math.Max(Type.Size, 1);
        return [.. Enumerable.Range(0, bytes.Length / size).Select(i => Type.Value(bytes.Span.Slice(i * size, size)))];
    }

    /// <inheritdoc/>
    public override string ToString() => $"NumPy's {Type.Name} [{string.Join(", ", Shape)}]";

    /// <summary>Sizes of an array from a pickle.</summary>
    internal static long[] Sizes(PyTuple shape) => [.. shape.Select(s => s as long? ?? -1)];

    private static void CheckLength(NumpyDtype type, long[] sizes, int bytes)
    {
        if (!TensorData.Fits(type.Size, sizes, bytes))
            throw new DamagedDataException($"it has an array of shape ({string.Join(", ", sizes)}), but {bytes} bytes for it.");
    }
}
