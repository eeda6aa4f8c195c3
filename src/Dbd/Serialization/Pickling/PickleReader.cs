using Op = Dbd.Serialization.Pickling.PickleOpcode;

namespace Dbd.Serialization.Pickling;

/// <summary>Reads a pickle, protocols 0 to 4, as data: names are looked up in a short list, nothing is imported or run.</summary>
/// <remarks>Hostile input is refused after bounded work: lengths are checked before use, steps, depth and size are bounded.</remarks>
internal sealed class PickleReader
{
    private const int NewestProtocol = 4;

    // A checkpoint takes some thousands, CIFAR's largest file some ten thousands.
    private const int MostSteps = 1_000_000;

    private readonly PickleInput _input;
    private readonly IPickleGlobals _globals;
    private readonly PickleStack _stack = new();
    private readonly PickleContainers _containers;
    private readonly PickleMemo _memo;

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
            case Op.Reduce:
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

    private PickleGlobal Find(string module, string name) =>
        _globals.Find(module, name)
        ?? throw new DamagedDataException(
            $"the pickle wants '{module}.{name}', which is not among the few names that are allowed; nothing was run.");

    private static object? Call(PickleGlobal function, PyTuple arguments) =>
        function.Call is null ? throw new DamagedDataException($"the pickle calls {function.Name}.") : function.Call(arguments);
}
