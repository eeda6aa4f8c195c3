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
    public static string? Text(object? value) =>
        value as string ?? (value is ReadOnlyMemory<byte> bytes ? Encoding.Latin1.GetString(bytes.Span) : null);

    public static bool TryAs<T>(object? value, [NotNullWhen(true)] out T? typed)
    {
        object? candidate = value is long n && typeof(T) == typeof(double) ? (double)n : value;
        typed = candidate is T t ? t : default;
        return candidate is T;
    }

    public static string Describe(object? value) => value is null ? "None" : Describe(value.GetType());

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
