using System.Buffers.Binary;

using Dbd.Serialization;

namespace Dbd.Data.Formats.HuggingFace;

/// <summary>Walks along the messages of an Arrow stream: each begins where the one before ends, and the last says that it is the last.
/// What was cut off between two would else pass for a shorter stream.</summary>
/// <remarks>Arrow, "Encapsulated message format"; the table of a message is a FlatBuffer.</remarks>
internal static class ArrowFrames
{
    private const int Continuation = -1;
    private const int Prefix = 8;

    // Of a message's table: version, kind, header, length of its body.
    private const int BodyLengthField = 3;

    /// <summary>Checks a stream.</summary>
    /// <exception cref="DamagedDataException">It is none, or ends early.</exception>
    public static void Check(ReadOnlySpan<byte> file)
    {
        long at = 0;
        while (true)
        {
            if (at > file.Length - Prefix)
                throw new DamagedDataException("it ends early.");
            ReadOnlySpan<byte> rest = file[(int)at..];
            if (BinaryPrimitives.ReadInt32LittleEndian(rest) != Continuation)
                throw new DamagedDataException(at == 0 ? "it does not begin as one does." : $"there is no message at its byte {at}.");
            int length = BinaryPrimitives.ReadInt32LittleEndian(rest[sizeof(int)..]);
            if (length == 0)
                return;
            if (length < 0 || length > rest.Length - Prefix)
                throw new DamagedDataException($"the message at its byte {at} is cut off.");
            long body = BodyLength(rest.Slice(Prefix, length), at);
            if (body < 0 || body > rest.Length - Prefix - length)
                throw new DamagedDataException($"what belongs to the message at its byte {at} is cut off.");
            at += Prefix + length + body;
        }
    }

    private static long BodyLength(ReadOnlySpan<byte> message, long at)
    {
        try
        {
            int table = BinaryPrimitives.ReadInt32LittleEndian(message);
            int fields = checked(table - BinaryPrimitives.ReadInt32LittleEndian(message[table..]));
            const int entry = (2 + BodyLengthField) * sizeof(ushort);
            if (BinaryPrimitives.ReadUInt16LittleEndian(message[fields..]) <= entry)
                return 0;
            int offset = BinaryPrimitives.ReadUInt16LittleEndian(message[(fields + entry)..]);
            return offset == 0 ? 0 : BinaryPrimitives.ReadInt64LittleEndian(message[(table + offset)..]);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            throw new DamagedDataException($"the message at its byte {at} is damaged.", e);
        }
    }
}
