using Op = Dbd.Serialization.Pickling.PickleOpcode;

namespace Dbd.Serialization.Pickling;

/// <summary>The instructions that make lists, tuples and dictionaries, fill them, and move the stack's marks.</summary>
/// <param name="stack">What they work on.</param>
internal sealed class PickleContainers(PickleStack stack)
{
    /// <summary>Runs an instruction, if it is one of these.</summary>
    public bool TryRun(Op op) => Make(op) || Change(op);

    private bool Make(Op op)
    {
        object? made = op switch
        {
            Op.EmptyList => new PyList(),
            Op.List => new PyList(stack.PopToMark()),
            Op.EmptyDict => new PyDict(),
            Op.Dict => WithItems(new PyDict(), stack.PopToMark()),
            Op.EmptyTuple => new PyTuple(),
            Op.Tuple => new PyTuple(stack.PopToMark()),
            Op.Tuple1 => new PyTuple(stack.Pop(1)),
            Op.Tuple2 => new PyTuple(stack.Pop(2)),
            Op.Tuple3 => new PyTuple(stack.Pop(3)),
            _ => null,
        };
        if (made is not null)
            stack.Push(made);
        return made is not null;
    }

    private bool Change(Op op)
    {
        switch (op)
        {
            case Op.Append or Op.Appends:
                object?[] elements = op == Op.Append ? stack.Pop(1) : stack.PopToMark();
                stack.Peek<PyList>("a list").AddRange(elements);
                return true;
            case Op.SetItem or Op.SetItems:
                object?[] items = op == Op.SetItem ? stack.Pop(2) : stack.PopToMark();
                WithItems(stack.Peek<PyDict>("a dictionary"), items);
                return true;
            case Op.Mark:
                stack.Mark();
                return true;
            case Op.Pop:
                stack.Pop();
                return true;
            case Op.PopMark:
                stack.PopToMark();
                return true;
            case Op.Dup:
                stack.Push(stack.Peek());
                return true;
            default:
                return false;
        }
    }

    private static PyDict WithItems(PyDict dict, object?[] items)
    {
        if (items.Length % 2 != 0)
            throw new DamagedDataException("a dictionary has a key without a value.");
        for (int i = 0; i < items.Length; i += 2)
            dict.Set(items[i], items[i + 1]);
        return dict;
    }
}
