using System.Text;

namespace Dbd.Serialization.Pickling;

/// <summary>The names in CIFAR's pickles: NumPy arrays of bytes, from any version of Python and NumPy.</summary>
internal sealed class NumpyGlobals : IPickleGlobals
{
    public PickleGlobal? Find(string module, string name) => (module, name) switch
    {
        ("numpy.core.multiarray" or "numpy._core.multiarray", "_reconstruct") => new("numpy _reconstruct", _ => new NumpyArray()),
        ("numpy", "ndarray") => new("numpy.ndarray"),
        ("numpy", "dtype") => new("numpy.dtype", Dtype),
        // How Python 3 writes bytes in protocol 2.
        ("_codecs", "encode") => new("_codecs.encode", arguments => Encode(arguments)),
        _ => null,
    };

    public object? Persistent(object? id) => throw new DamagedDataException("the pickle refers to something outside itself.");

    private static NumpyDtype Dtype(PyTuple arguments) =>
        arguments.Count > 0 && PyValue.Text(arguments[0]) is "u1" or "|u1"
            ? new NumpyDtype()
            : throw new DamagedDataException("it has an array whose elements are not uint8.");

    private static ReadOnlyMemory<byte> Encode(PyTuple arguments) =>
        arguments.Count == 2 && arguments[0] is string text && arguments[1] is "latin1" && text.All(c => c <= 0xFF)
            ? Encoding.Latin1.GetBytes(text)
            : throw new DamagedDataException("it has bytes of another form than Python writes.");
}
