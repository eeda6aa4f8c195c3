using System.Buffers.Binary;
using System.Text;

using Op = Dbd.Serialization.Pickling.PickleOpcode;

namespace Dbd.Serialization.Pickling;

/// <summary>Writes plain data as a pickle of protocol 2, the one of <c>torch.save</c>; texts and names are written once.</summary>
/// <param name="output">Where to.</param>
/// <param name="writeTensor">Writes a <see cref="TensorData"/>, through this writer.</param>
internal sealed class PickleWriter(Stream output, Action<PickleWriter, TensorData> writeTensor)
{
    private const int DeepestNesting = 64;

    private readonly Dictionary<(Op Kind, string Text), uint> _memo = [];
    private int _depth;

    /// <summary>Writes a whole pickle.</summary>
    /// <exception cref="NotSupportedException">A value is not plain data, or contains itself.</exception>
    public void WriteAll(object? root)
    {
        Emit(Op.Proto, 2);
        Write(root);
        Emit(Op.Stop);
    }

    public void Write(object? value)
    {
        if (++_depth > DeepestNesting)
            throw new NotSupportedException("The data contains itself, or is nested too deep.");
        switch (value)
        {
            case null: Emit(Op.None); break;
            case bool b: Emit(b ? Op.NewTrue : Op.NewFalse); break;
            case int n: Integer(n); break;
            case long n: Integer(n); break;
            case float x: Real(x); break;
            case double x: Real(x); break;
            case string text: Text(text); break;
            case PyTuple tuple: Tuple(tuple); break;
            case PyList list: List(list); break;
            case PyDict dict: Dict(dict); break;
            case TensorData tensor: writeTensor(this, tensor); break;
            default: throw new NotSupportedException($"A {value.GetType().Name} is not written to a pickle.");
        }
        _depth--;
    }

    public void Emit(Op op, params ReadOnlySpan<byte> argument)
    {
        output.WriteByte((byte)op);
        output.Write(argument);
    }

    public void Global(string module, string name)
    {
        string line = $"{module}\n{name}\n";
        if (Recalled(Op.Global, line))
            return;
        Emit(Op.Global, Encoding.ASCII.GetBytes(line));
        Remember(Op.Global, line);
    }

    private void Text(string text)
    {
        if (Recalled(Op.BinUnicode, text))
            return;
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Emit(Op.BinUnicode, LittleEndian(utf8.Length));
        output.Write(utf8);
        Remember(Op.BinUnicode, text);
    }

    private void Integer(long n)
    {
        if (n is >= 0 and <= byte.MaxValue)
            Emit(Op.BinInt1, (byte)n);
        else if (n is >= int.MinValue and <= int.MaxValue)
            Emit(Op.BinInt, LittleEndian((int)n));
        else
            Emit(Op.Long1, [sizeof(long), .. LittleEndian((int)n), .. LittleEndian((int)(n >> 32))]);
    }

    private void Real(double x)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, x);
        Emit(Op.BinFloat, bytes);
    }

    private void Tuple(PyTuple tuple)
    {
        if (tuple.Count == 0)
        {
            Emit(Op.EmptyTuple);
            return;
        }
        Emit(Op.Mark);
        foreach (object? item in tuple)
            Write(item);
        Emit(Op.Tuple);
    }

    private void List(PyList list)
    {
        Emit(Op.EmptyList);
        Emit(Op.Mark);
        foreach (object? item in list)
            Write(item);
        Emit(Op.Appends);
    }

    private void Dict(PyDict dict)
    {
        switch (dict.Kind)
        {
            case PyDictKind.Ordered:
                Global("collections", "OrderedDict");
                Emit(Op.EmptyTuple);
                Emit(Op.Reduce);
                Items(dict);
                break;
            case PyDictKind.Counter:
                Global("collections", "Counter");
                Emit(Op.EmptyDict);
                Items(dict);
                Emit(Op.Tuple1);
                Emit(Op.Reduce);
                break;
            default:
                Emit(Op.EmptyDict);
                Items(dict);
                break;
        }
        if (dict.Attributes is not null)
        {
            Write(dict.Attributes);
            Emit(Op.Build);
        }
    }

    private void Items(PyDict dict)
    {
        Emit(Op.Mark);
        foreach ((object key, object? value) in dict)
        {
            Write(key);
            Write(value);
        }
        Emit(Op.SetItems);
    }

    private bool Recalled(Op kind, string text)
    {
        if (!_memo.TryGetValue((kind, text), out uint index))
            return false;
        if (index <= byte.MaxValue)
            Emit(Op.BinGet, (byte)index);
        else
            Emit(Op.LongBinGet, LittleEndian((int)index));
        return true;
    }

    private void Remember(Op kind, string text)
    {
        uint index = (uint)_memo.Count;
        _memo.Add((kind, text), index);
        if (index <= byte.MaxValue)
            Emit(Op.BinPut, (byte)index);
        else
            Emit(Op.LongBinPut, LittleEndian((int)index));
    }

    private static byte[] LittleEndian(int n)
    {
        byte[] bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, n);
        return bytes;
    }
}
