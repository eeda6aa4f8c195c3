namespace Dbd.Serialization.Pickling;

/// <summary>NumPy's names in pickles, from any of its versions and any protocol: arrays stay arrays, numbers become long, double or
/// bool.</summary>
internal sealed class NumpyGlobals : IPickleGlobals
{
    private readonly PlainGlobals _plain = new();

    /// <inheritdoc/>
    public string Advice => "";

    public PickleGlobal? Find(string module, string name) => (module, name) switch
    {
        ("numpy.core.multiarray" or "numpy._core.multiarray", "_reconstruct") => new("numpy _reconstruct", _ => new NumpyArray()),
        ("numpy.core.multiarray" or "numpy._core.multiarray", "scalar") => new("numpy scalar", Scalar),
        ("numpy.core.numeric" or "numpy._core.numeric", "_frombuffer") => new("numpy _frombuffer", FromBuffer),
        ("numpy", "ndarray") => new("numpy.ndarray"),
        ("numpy", "dtype") => new("numpy.dtype", Dtype),
        _ => _plain.Find(module, name),
    };

    public object? Persistent(object? id) => _plain.Persistent(id);

    private static NumpyDtype Dtype(PyTuple arguments) => arguments.Count > 0 && PyValue.Text(arguments[0]) is { Length: > 0 } name
        ? new NumpyDtype(name)
        : throw new DamagedDataException("it has an array whose elements are of no type that NumPy names.");

    // (dtype, bytes). A text stays where it is: to take it out each time that the pickle recalls it would let a small file take much
    // memory.
    private static object Scalar(PyTuple arguments)
    {
        if (arguments is not [NumpyDtype type, ReadOnlyMemory<byte> bytes])
            throw new DamagedDataException("it has a number of another form than NumPy writes.");
        return type.IsNumber ? type.Value(bytes.Span) : new NumpyArray(type, StridedLayout.RowMajor([]), bytes);
    }

    // (bytes, dtype, shape, order[, order of the axes]), of protocol 5; see numpy/_core/numeric.py.
    private static NumpyArray FromBuffer(PyTuple arguments)
    {
        if (arguments.Count < 4 || arguments[0] is not ReadOnlyMemory<byte> bytes || arguments[1] is not NumpyDtype type
            || arguments[2] is not PyTuple shape)
            throw new DamagedDataException("it has an array of another form than NumPy writes.");
        long[] sizes = NumpyArray.Sizes(shape);
        return new NumpyArray(
            type,
            (arguments[3], arguments.Count > 4 ? arguments[4] : null) switch
            {
                ("C", _) => StridedLayout.RowMajor(sizes),
                ("F", _) => StridedLayout.ColumnMajor(sizes),
                ("K", PyTuple axes) => StridedLayout.RowMajor(sizes).Transposed(NumpyArray.Sizes(axes)),
                _ => throw new DamagedDataException("it has an array in an order that NumPy does not write."),
            },
            bytes);
    }
}
