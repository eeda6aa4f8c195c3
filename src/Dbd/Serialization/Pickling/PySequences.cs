using System.Collections;

namespace Dbd.Serialization.Pickling;

/// <summary>A Python list.</summary>
internal sealed class PyList : List<object?>
{
    /// <summary>Makes a list; <see cref="int"/> and <see cref="float"/> are stored as long and double.</summary>
    /// <param name="items">Its elements.</param>
    public PyList(params IEnumerable<object?> items)
        : base(items.Select(PyValue.Widened))
    {
    }
}

/// <summary>A Python tuple.</summary>
internal sealed class PyTuple : IReadOnlyList<object?>
{
    private readonly object?[] _items;

    /// <summary>Makes a tuple; <see cref="int"/> and <see cref="float"/> are stored as long and double.</summary>
    /// <param name="items">Its elements.</param>
    public PyTuple(params IEnumerable<object?> items) => _items = [.. items.Select(PyValue.Widened)];

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public object? this[int index] => _items[index];

    /// <inheritdoc/>
    public IEnumerator<object?> GetEnumerator() => _items.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
