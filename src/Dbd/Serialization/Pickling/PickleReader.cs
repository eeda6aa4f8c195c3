using Op = Dbd.Serialization.Pickling.PickleOpcode;

namespace Dbd.Serialization.Pickling;

/// <summary>Reads a pickle, protocols 0 to 5, as data: names are looked up in a short list, nothing is imported or run.</summary>
/// <remarks>Hostile input is refused after bounded work: lengths are checked before use, steps, depth and size are bounded.</remarks>
internal sealed class PickleReader
{
    private const int NewestProtocol = 5;

    // A checkpoint takes some thousands; CIFAR-100's largest file two millions, if its labels are NumPy's numbers.
    private const int MostSteps = 4_000_000;

    // Of names that are not allowed, so many are told.
    private const int MostTold = 5;

    private readonly PickleInput _input;
    private readonly IPickleGlobals _globals;
    private readonly PickleStack _stack = new();
    private readonly PickleContainers _containers;
    private readonly PickleMemo _memo;
    private readonly List<string> _refused = [];

    private PickleReader(ReadOnlyMemory<byte> pickle, IPickleGlobals globals)
    {
        _input = new PickleInput(pickle);
        _globals = globals;
        _containers = new PickleContainers(_stack);
        _memo = new PickleMemo(_input, _stack);
    }

    /// <summary>Reads a pickle.</summary>
    /// <param name="pickle">All of it; it must not change as long as the result is used.</param>
    /// <param name="globals">What it may refer to.</param>
    /// <returns>long, double, bool, null, string, ReadOnlyMemory&lt;byte&gt;, <see cref="PyList"/>, <see cref="PyTuple"/>,
    /// <see cref="PyDict"/>, or what <paramref name="globals"/> made; a tree without loops.</returns>
    /// <exception cref="DamagedDataException">It is damaged, hostile, or needs more than data.</exception>
    public static object? Read(ReadOnlyMemory<byte> pickle, IPickleGlobals globals)
    {
        object? root = new PickleReader(pickle, globals).Run();
        PickleTree.Check(root);
        return root;
    }

    private object? Run()
    {
        object? root = null;
        try
        {
            root = Steps();
        }
        catch (DamagedDataException) when (_refused.Count > 0)
        {
            // What is done to an object that nobody made has to fail.
        }
        return _refused.Count == 0 ? root : throw new DamagedDataException(Refusal().TrimEnd());
    }

    private object? Steps()
    {
        for (int step = 0; step < MostSteps; step++)
        {
            Op op = (Op)_input.Byte();
            if (op == Op.Stop)
                return _stack.Pop();
            if (PickleScalars.TryRead(op, _input, out object? value))
                _stack.Push(value);
            else if (!(_containers.TryRun(op) || _memo.TryRun(op) || Reference(op)))
                throw new DamagedDataException($"the pickle has the instruction 0x{(byte)op:X2}, which no data needs.");
        }
        throw new DamagedDataException($"the pickle has more than {MostSteps} instructions.");
    }

    private bool Reference(Op op)
    {
        switch (op)
        {
            case Op.Proto:
                if (_input.Byte() is > NewestProtocol and byte protocol)
                    throw new DamagedDataException($"the pickle is of protocol {protocol}; protocols 0 to {NewestProtocol} are read.");
                return true;
            case Op.Frame:
                _input.UInt64();
                return true;
            case Op.Global:
                _stack.Push(Find(_input.Line(), _input.Line()));
                return true;
            case Op.StackGlobal:
                string name = _stack.Pop<string>("a name");
                _stack.Push(Find(_stack.Pop<string>("a module"), name));
                return true;
            case Op.Reduce or Op.NewObject:
                PyTuple arguments = _stack.Pop<PyTuple>("arguments");
                _stack.Push(Call(_stack.Pop<PickleGlobal>("something to call"), arguments));
                return true;
            case Op.Build:
                object? state = _stack.Pop();
                _stack.Peek<IPickleBuildable>("an object that has a state").Build(state);
                return true;
            case Op.BinPersId:
                _stack.Push(_globals.Persistent(_stack.Pop()));
                return true;
            default:
                return false;
        }
    }

    // Reading goes on, so that all names are told at once.
    private PickleGlobal Find(string module, string name)
    {
        if (_globals.Find(module, name) is { } known)
            return known;
        if (!_refused.Contains($"'{module}.{name}'") && _refused.Count <= MostTold)
            _refused.Add($"'{module}.{name}'");
        return new PickleGlobal(name, _ => new NeverMade(), IsValue: true);
    }

    private string Refusal()
    {
        string more = _refused.Count > MostTold ? " and others" : "";
        string which = _refused.Count == 1 ? "which is" : "which are";
        return $"the pickle wants {string.Join(", ", _refused.Take(MostTold))}{more}, {which} not among the few names that are allowed; "
            + $"nothing was run. {_globals.Advice}";
    }

    private static object? Call(PickleGlobal function, PyTuple arguments) =>
        function.Call is null ? throw new DamagedDataException($"the pickle calls {function.Name}.") : function.Call(arguments);

    // Stands for an object of a class that is not allowed, until that is told.
    private sealed class NeverMade : IPickleBuildable
    {
        void IPickleBuildable.Build(object? state)
        {
        }
    }
}
