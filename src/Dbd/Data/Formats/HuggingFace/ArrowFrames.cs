using System.Buffers.Binary;

using Dbd.Serialization;

namespace Dbd.Data.Formats.HuggingFace;

/// <summary>Walks along the messages of an Arrow stream: each begins where the one before ends, and the last says that it is the last.
/// What was cut off between two would else pass for a shorter stream.</summary>
/// <remarks>Arrow, "Encapsulated message format".</remarks>
internal static class ArrowFrames
{
    private const int Continuation = -1;
    private const int Prefix = 8;

    /// <summary>Checks a stream.</summary>
    /// <exception cref="DamagedDataException">It is none, ends early, or has a message that a library should not see.</exception>
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
            long body = ArrowMessage.Check(rest.Slice(Prefix, length), isFirst: at == 0, at);
            if (body < 0 || body > rest.Length - Prefix - length)
                throw new DamagedDataException($"what belongs to the message at its byte {at} is cut off.");
            at += Prefix + length + body;
        }
    }
}
