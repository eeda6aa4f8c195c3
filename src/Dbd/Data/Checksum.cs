using System.Numerics;
using System.Runtime.InteropServices;

namespace Dbd.Data;

/// <summary>CRC-32C, which processors compute: tells that bytes have changed, by accident.</summary>
internal static class Checksum
{
    /// <summary>The checksum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes))
            sum = BitOperations.Crc32C(sum, word);
        foreach (byte rest in bytes[(bytes.Length & ~(sizeof(ulong) - 1))..])
            sum = BitOperations.Crc32C(sum, rest);
        return ~sum;
    }
}
