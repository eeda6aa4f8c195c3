using Op = Dbd.Serialization.Pickling.PickleOpcode;

namespace Dbd.Serialization.Pickling;

/// <summary>The instructions that store a value under a number and recall it.</summary>
/// <param name="input">Where the numbers stand.</param>
/// <param name="stack">Where the values are.</param>
internal sealed class PickleMemo(PickleInput input, PickleStack stack)
{
    private readonly Dictionary<long, object?> _values = [];

    /// <summary>Runs an instruction, if it is one of these.</summary>
    public bool TryRun(Op op)
    {
        switch (op)
        {
            case Op.Put or Op.BinPut or Op.LongBinPut or Op.Memoize:
                _values[op == Op.Memoize ? _values.Count : Index(op)] = stack.Peek();
                return true;
            case Op.Get or Op.BinGet or Op.LongBinGet:
                long index = Index(op);
                if (!_values.TryGetValue(index, out object? value))
                    throw new DamagedDataException($"the pickle recalls memo {index}, which it never stored.");
                stack.Push(value);
                return true;
            default:
                return false;
        }
    }

    private long Index(Op op) => op switch
    {
        Op.BinPut or Op.BinGet => input.Byte(),
        Op.LongBinPut or Op.LongBinGet => input.UInt32(),
        _ => uint.TryParse(input.Line(), out uint index) ? index : throw new DamagedDataException("a memo index is not a number."),
    };
}
