using System.Buffers.Binary;

namespace Dbd.Data.Formats.HuggingFace;

/// <summary>A table of a FlatBuffer, of which every place is checked before it is looked at: reading beyond the message throws an
/// <see cref="ArgumentOutOfRangeException"/>.</summary>
/// <remarks>https://flatbuffers.dev/internals: offsets lead forward, except the one to the list of a table's fields.</remarks>
internal readonly ref struct FlatTable
{
    private readonly ReadOnlySpan<byte> _message;
    private readonly int _at;

    private FlatTable(ReadOnlySpan<byte> message, int at)
    {
        _message = message;
        _at = at;
    }

    /// <summary>The table that a message is.</summary>
    public static FlatTable RootOf(ReadOnlySpan<byte> message) => new(message, Followed(message, 0));

    /// <summary>A field of one byte; 0 where it is left out.</summary>
    public byte Byte(int field) => Place(field) is { } at ? _message[at..][0] : (byte)0;

    /// <summary>A field of eight bytes; 0 where it is left out.</summary>
    public long Long(int field) => Place(field) is { } at ? BinaryPrimitives.ReadInt64LittleEndian(_message[at..]) : 0;

    /// <summary>Whether a field is there.</summary>
    public bool Has(int field) => Place(field) is not null;

    /// <summary>A field that is a table; it must be there.</summary>
    public FlatTable Table(int field) =>
        Place(field) is { } at ? new FlatTable(_message, Followed(_message, at)) : throw new ArgumentOutOfRangeException(nameof(field));

    /// <summary>How many elements a field has that is a list; all of them lie within the message.</summary>
    /// <param name="field">Its number.</param>
    /// <param name="size">Bytes of an element.</param>
    public int Count(int field, int size)
    {
        if (Place(field) is not { } at)
            return 0;
        ReadOnlySpan<byte> list = _message[Followed(_message, at)..];
        int count = BinaryPrimitives.ReadInt32LittleEndian(list);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)count * size, list.Length - sizeof(int));
        return count;
    }

    /// <summary>An element of a field that is a list of tables.</summary>
    public FlatTable Element(int field, int index)
    {
        int list = Followed(_message, Place(field)!.Value);
        return new FlatTable(_message, Followed(_message, checked(list + sizeof(int) * (index + 1))));
    }

    private static int Followed(ReadOnlySpan<byte> message, int at) =>
        checked(at + (int)BinaryPrimitives.ReadUInt32LittleEndian(message[at..]));

    private int? Place(int field)
    {
        int fields = checked(_at - BinaryPrimitives.ReadInt32LittleEndian(_message[_at..]));
        int entry = sizeof(ushort) * (2 + field);
        if (BinaryPrimitives.ReadUInt16LittleEndian(_message[fields..]) <= entry)
            return null;
        int offset = BinaryPrimitives.ReadUInt16LittleEndian(_message[checked(fields + entry)..]);
        return offset == 0 ? null : checked(_at + offset);
    }
}
