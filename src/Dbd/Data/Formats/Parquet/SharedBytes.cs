using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using Dbd.Serialization;

namespace Dbd.Data.Formats.Parquet;

/// <summary>Copies of values, one where a file has it once: a file of a few bytes may say that many rows have the same picture.</summary>
/// <param name="most">No more bytes than that are copied.</param>
internal sealed class SharedBytes(long most)
{
    private readonly Dictionary<(nint Place, int Length), ReadOnlyMemory<byte>> _copies = [];

    private long _held;

    /// <summary>A copy of a value, or the one that was made of it before.</summary>
    /// <exception cref="DamagedDataException">The copies are more than may be.</exception>
    public unsafe ReadOnlyMemory<byte> Of(ReadOnlySpan<byte> value)
    {
        nint place = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(value));
        // Memory that the library has used again holds something else now.
        if (_copies.TryGetValue((place, value.Length), out ReadOnlyMemory<byte> known) && known.Span.SequenceEqual(value))
            return known;
        _held += value.Length;
        if (_held > most)
            throw new DamagedDataException($"its pictures are over {most / 1e9:0.0} GB, which do not fit into memory.");
        return _copies[(place, value.Length)] = value.ToArray();
    }
}
