using System.Collections;

namespace Dbd.Serialization.Pickling;

/// <summary>Which of Python's dictionaries a <see cref="PyDict"/> is.</summary>
public enum PyDictKind
{
    /// <summary><c>dict</c>.</summary>
    Plain,

    /// <summary><c>collections.OrderedDict</c>.</summary>
    Ordered,

    /// <summary><c>collections.Counter</c>.</summary>
    Counter,
}

/// <summary>A Python dictionary: keys are <see cref="string"/> or <see cref="long"/>, in order of insertion.</summary>
/// <remarks>Values: long, double, bool, null, string, ReadOnlyMemory&lt;byte&gt;, <see cref="TensorData"/>, <see cref="PyList"/>,
/// <see cref="PyTuple"/>, <see cref="PyDict"/>.</remarks>
public sealed class PyDict : IEnumerable<KeyValuePair<object, object?>>, IPickleBuildable
{
    private readonly OrderedDictionary<object, object?> _items = new(SaltedKeyComparer.Instance);

    /// <summary>Makes an empty dictionary.</summary>
    /// <param name="kind">Which of Python's.</param>
    public PyDict(PyDictKind kind = PyDictKind.Plain) => Kind = kind;

    /// <summary>Which of Python's dictionaries it is.</summary>
    public PyDictKind Kind { get; internal set; }

    /// <summary>Attributes of the object itself, such as a state dict's <c>_metadata</c>; null if there are none.</summary>
    public PyDict? Attributes { get; set; }

    /// <summary>Number of entries.</summary>
    public int Count => _items.Count;

    /// <summary>The keys, in order.</summary>
    public IEnumerable<object> Keys => _items.Keys;

    /// <summary>The values, in order.</summary>
    public IEnumerable<object?> Values => _items.Values;

    /// <summary>Gets or sets an entry; <see cref="int"/> and <see cref="float"/> are stored as long and double.</summary>
    /// <param name="key">A string, long or int.</param>
    /// <exception cref="KeyNotFoundException">There is no such entry.</exception>
    public object? this[object key]
    {
        get => _items[PyValue.Widened(key)!];
        set => _items[PyValue.Widened(key)!] = PyValue.Widened(value);
    }

    /// <summary>Whether there is an entry.</summary>
    /// <param name="key">A string, long or int.</param>
    public bool Contains(object key) => _items.ContainsKey(PyValue.Widened(key)!);

    /// <summary>Gets an entry that must be there and be of a type; a whole number also serves as a <see cref="double"/>.</summary>
    /// <typeparam name="T">long, double, bool, string, <see cref="PyDict"/>, <see cref="PyList"/>, <see cref="TensorData"/>.</typeparam>
    /// <param name="key">A string, long or int.</param>
    /// <exception cref="DamagedDataException">There is none, or it is something else.</exception>
    public T Get<T>(object key)
    {
        if (!_items.TryGetValue(PyValue.Widened(key)!, out object? value))
            throw new DamagedDataException($"it has no entry '{key}'.");
        return PyValue.TryAs(value, out T? typed)
            ? typed
            : throw new DamagedDataException($"its entry '{key}' is {PyValue.Describe(value)}, not {PyValue.Describe(typeof(T))}.");
    }

    /// <summary>Gets an entry if it is there; null otherwise.</summary>
    /// <typeparam name="T">As for <see cref="Get"/>.</typeparam>
    /// <param name="key">A string, long or int.</param>
    /// <exception cref="DamagedDataException">It is there, but something else.</exception>
    public T? GetOrDefault<T>(object key) => Contains(key) && this[key] is not null ? Get<T>(key) : default;

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<object, object?>> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void IPickleBuildable.Build(object? state) =>
        Attributes = Kind == PyDictKind.Ordered && state is PyDict attributes
            ? attributes
            : throw new DamagedDataException("a dictionary is given a state that it cannot have.");

    /// <summary>Sets an entry from a pickle: a Python 2 key is bytes there, and text here.</summary>
    internal void Set(object? key, object? value) => _items[PyValue.Key(key)] = value;
}
