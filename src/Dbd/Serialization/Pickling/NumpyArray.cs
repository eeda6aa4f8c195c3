namespace Dbd.Serialization.Pickling;

/// <summary>A NumPy array of bytes in a pickle: made empty, then given its state.</summary>
internal sealed class NumpyArray : IPickleBuildable
{
    /// <summary>Sizes, outermost first; [0] until it is built.</summary>
    public long[] Shape { get; private set; } = [0];

    /// <summary>The elements, row-major: a part of the pickle.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private set; }

    // State: (version, shape, dtype, is Fortran order, bytes), as numpy/core/src/multiarray/methods.c writes it.
    void IPickleBuildable.Build(object? state)
    {
        if (state is not PyTuple { Count: 5 } parts
            || parts[1] is not PyTuple shape
            || parts[2] is not NumpyDtype
            || parts[4] is not ReadOnlyMemory<byte> bytes)
            throw new DamagedDataException("it has an array of another form than NumPy writes.");
        if (parts[3] is not false)
            throw new DamagedDataException("it has an array in Fortran order; C order is read.");
        long[] sizes = [.. shape.Select(s => s as long? ?? -1)];
        if (!TensorData.Fits(ElementType.UInt8, sizes, bytes.Length))
            throw new DamagedDataException($"it has an array of shape ({string.Join(", ", sizes)}), but {bytes.Length} bytes for it.");
        (Shape, Bytes) = (sizes, bytes);
    }
}

/// <summary>NumPy's <c>uint8</c>, the only element type that is read from pickles.</summary>
internal sealed class NumpyDtype : IPickleBuildable
{
    // Byte order and alignment, which a byte does not have.
    void IPickleBuildable.Build(object? state)
    {
    }
}
