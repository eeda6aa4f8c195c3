namespace Dbd.Serialization.Pickling;

/// <summary>The stack of the pickle machine, with its marks.</summary>
internal sealed class PickleStack
{
    private readonly List<object?> _items = [];
    private readonly Stack<int> _marks = [];

    private int Floor => _marks.Count > 0 ? _marks.Peek() : 0;

    public void Push(object? value) => _items.Add(value);

    public void Mark() => _marks.Push(_items.Count);

    public object? Pop()
    {
        object? top = Peek();
        _items.RemoveAt(_items.Count - 1);
        return top;
    }

    public object? Peek() =>
        _items.Count > Floor ? _items[^1] : throw new DamagedDataException("the pickle takes more values than it gave.");

    public T Peek<T>(string what)
        where T : class =>
        Peek() as T ?? throw new DamagedDataException($"the pickle expects {what} where there is none.");

    public T Pop<T>(string what)
        where T : class
    {
        T top = Peek<T>(what);
        Pop();
        return top;
    }

    public object?[] Pop(int count)
    {
        object?[] values = new object?[count];
        for (int i = count - 1; i >= 0; i--)
            values[i] = Pop();
        return values;
    }

    public object?[] PopToMark()
    {
        if (!_marks.TryPop(out int mark))
            throw new DamagedDataException("the pickle closes what it did not open.");
        object?[] values = [.. _items[mark..]];
        _items.RemoveRange(mark, values.Length);
        return values;
    }
}
