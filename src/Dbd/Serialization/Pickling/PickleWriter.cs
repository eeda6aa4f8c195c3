using Op = Dbd.Serialization.Pickling.PickleOpcode;

namespace Dbd.Serialization.Pickling;

/// <summary>Writes plain data as a pickle of protocol 2, the one of <c>torch.save</c>.</summary>
/// <param name="output">Where to.</param>
/// <param name="writeTensor">Writes a <see cref="TensorData"/>, through this writer.</param>
internal sealed class PickleWriter(PickleOutput output, Action<PickleWriter, TensorData> writeTensor)
{
    private const int DeepestNesting = 64;

    private int _depth;

    /// <summary>For instructions that no plain value stands for.</summary>
    public PickleOutput Output => output;

    /// <summary>Writes a whole pickle.</summary>
    /// <exception cref="NotSupportedException">A value is not plain data, or contains itself.</exception>
    public void WriteAll(object? root)
    {
        output.Emit(Op.Proto, 2);
        Write(root);
        output.Emit(Op.Stop);
    }

    public void Write(object? value)
    {
        if (++_depth > DeepestNesting)
            throw new NotSupportedException("The data contains itself, or is nested too deep.");
        switch (PyValue.Widened(value))
        {
            case null: output.Emit(Op.None); break;
            case bool b: output.Emit(b ? Op.NewTrue : Op.NewFalse); break;
            case long n: output.Integer(n); break;
            case double x: output.Real(x); break;
            case string text: output.Text(text); break;
            case PyTuple { Count: 0 }: output.Emit(Op.EmptyTuple); break;
            case PyTuple tuple: Marked(tuple, Op.Tuple); break;
            case PyList list: output.Emit(Op.EmptyList); Marked(list, Op.Appends); break;
            case PyDict dict: Dict(dict); break;
            case TensorData tensor: writeTensor(this, tensor); break;
            case object other: throw new NotSupportedException($"A {other.GetType().Name} is not written to a pickle.");
        }
        _depth--;
    }

    private void Marked(IEnumerable<object?> items, Op close)
    {
        output.Emit(Op.Mark);
        foreach (object? item in items)
            Write(item);
        output.Emit(close);
    }

    private void Dict(PyDict dict)
    {
        switch (dict.Kind)
        {
            case PyDictKind.Ordered:
                output.Global("collections", "OrderedDict");
                output.Emit(Op.EmptyTuple);
                output.Emit(Op.Reduce);
                Items(dict);
                break;
            case PyDictKind.Counter:
                output.Global("collections", "Counter");
                output.Emit(Op.EmptyDict);
                Items(dict);
                output.Emit(Op.Tuple1);
                output.Emit(Op.Reduce);
                break;
            default:
                output.Emit(Op.EmptyDict);
                Items(dict);
                break;
        }
        if (dict.Attributes is not null)
        {
            Write(dict.Attributes);
            output.Emit(Op.Build);
        }
    }

    private void Items(PyDict dict) => Marked(dict.SelectMany(e => (object?[])[e.Key, e.Value]), Op.SetItems);
}
