using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Dbd.Serialization.Pickling;

/// <summary>Conversions between C# values and the few that a pickle has.</summary>
internal static class PyValue
{
    public static object? Widened(object? value) => value switch
    {
        int n => (long)n,
        float x => (double)x,
        _ => value,
    };

    /// <summary>A dictionary key; others than text and whole numbers do not occur in what we read.</summary>
    public static object Key(object? key) => key switch
    {
        string or long => key,
        ReadOnlyMemory<byte> bytes => Encoding.Latin1.GetString(bytes.Span),
        _ => throw new DamagedDataException($"a dictionary has {Describe(key)} as a key."),
    };

    /// <summary>Text of either Python: a Python 2 <c>str</c> is bytes.</summary>
    public static string? Text(object? value) => value switch
    {
        string text => text,
        ReadOnlyMemory<byte> bytes => Encoding.Latin1.GetString(bytes.Span),
        NumpyArray { Shape: [], Objects: null } array => array.Elements()[0] as string,
        _ => null,
    };

    /// <summary>The elements of a list, a tuple or an array of NumPy's, row-major; null if it is none of these.</summary>
    /// <exception cref="DamagedDataException">It is an array of what is not read here.</exception>
    public static IReadOnlyList<object?>? Elements(object? value) => value switch
    {
        PyList list => list,
        PyTuple tuple => tuple,
        NumpyArray array => array.Elements(),
        TensorData { Type: ElementType.Int64 } tensor => [.. tensor.As<long>().ToArray().Cast<object?>()],
        _ => null,
    };

    /// <summary>A whole number, also where it stands alone in an array, or is written as 3.0; null if it is none.</summary>
    public static long? Whole(object? value) => value switch
    {
        long n => n,
        double x when Math.Abs(x) <= 1L << 53 && Math.Truncate(x) == x => (long)x,
        NumpyArray { Objects: null, Type.IsNumber: true, Shape: [] or [1] } array => Whole(array.Elements()[0]),
        _ => null,
    };

    public static bool TryAs<T>(object? value, [NotNullWhen(true)] out T? typed)
    {
        object? candidate = value is long n && typeof(T) == typeof(double) ? (double)n : value;
        typed = candidate is T t ? t : default;
        return candidate is T;
    }

    public static string Describe(object? value) => value switch
    {
        null => "None",
        PassedValue passed => passed.What,
        NumpyArray array => $"{array}",
        TensorData tensor => $"a tensor, {tensor}",
        PyDict dict => $"a dictionary of {dict.Count}",
        _ => Describe(value.GetType()),
    };

    public static string Describe(Type type) => Names.GetValueOrDefault(type, "something else");

    private static Dictionary<Type, string> Names { get; } = new()
    {
        [typeof(long)] = "a whole number",
        [typeof(double)] = "a number",
        [typeof(bool)] = "a truth value",
        [typeof(string)] = "a text",
        [typeof(ReadOnlyMemory<byte>)] = "bytes",
        [typeof(TensorData)] = "a tensor",
        [typeof(NumpyArray)] = "an array",
        [typeof(PyList)] = "a list",
        [typeof(PyTuple)] = "a tuple",
        [typeof(PyDict)] = "a dictionary",
    };
}
