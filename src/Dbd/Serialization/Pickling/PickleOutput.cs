using System.Buffers.Binary;
using System.Text;

using Op = Dbd.Serialization.Pickling.PickleOpcode;

namespace Dbd.Serialization.Pickling;

/// <summary>The bytes of a pickle of protocol 2, written forward; texts and names are written once, then recalled.</summary>
/// <param name="stream">Where to.</param>
internal sealed class PickleOutput(Stream stream)
{
    private readonly Dictionary<(Op Kind, string Text), int> _memo = [];

    public void Emit(Op op, params ReadOnlySpan<byte> argument)
    {
        stream.WriteByte((byte)op);
        stream.Write(argument);
    }

    public void Global(string module, string name) => Once(Op.Global, $"{module}\n{name}\n", []);

    public void Text(string text) => Once(Op.BinUnicode, text, LittleEndian(Encoding.UTF8.GetByteCount(text)));

    public void Integer(long n)
    {
        if (n is >= 0 and <= byte.MaxValue)
            Emit(Op.BinInt1, (byte)n);
        else if (n is >= int.MinValue and <= int.MaxValue)
            Emit(Op.BinInt, LittleEndian((int)n));
        else
            Emit(Op.Long1, [sizeof(long), .. LittleEndian((int)n), .. LittleEndian((int)(n >> 32))]);
    }

    public void Real(double x)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, x);
        Emit(Op.BinFloat, bytes);
    }

    private void Once(Op op, string text, ReadOnlySpan<byte> length)
    {
        if (_memo.TryGetValue((op, text), out int index))
        {
            Indexed(index, Op.BinGet, Op.LongBinGet);
            return;
        }
        Emit(op, length);
        stream.Write(Encoding.UTF8.GetBytes(text));
        Indexed(_memo.Count, Op.BinPut, Op.LongBinPut);
        _memo.Add((op, text), _memo.Count);
    }

    private void Indexed(int index, Op narrow, Op wide)
    {
        if (index <= byte.MaxValue)
            Emit(narrow, (byte)index);
        else
            Emit(wide, LittleEndian(index));
    }

    private static byte[] LittleEndian(int n)
    {
        byte[] bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, n);
        return bytes;
    }
}
