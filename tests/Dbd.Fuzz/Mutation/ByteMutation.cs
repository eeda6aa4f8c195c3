using System.Buffers.Binary;

using Dbd.Randomness;

namespace Dbd.Fuzz.Mutation;

/// <summary>Damage of any file: bits, bytes, numbers in either byte order, and ranges that go, come twice, or are another file's.</summary>
internal static class ByteMutation
{
    private static readonly long[] s_numbers =
    [
        0, 1, -1, 2, 7, 16, 127, 128, 255, 256, 1000,
        short.MaxValue, ushort.MaxValue, 1 << 20, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue,
    ];

    /// <summary>Damages it once.</summary>
    public static byte[] Apply(byte[] content, byte[] other, ref Rng rng)
    {
        byte[] copy = [.. content];
        int at = rng.NextInt(content.Length + 1);
        int length = rng.NextInt(Math.Min(64, content.Length - at) + 1);
        switch (rng.NextInt(9))
        {
            case 0 when at < copy.Length:
                copy[at] ^= (byte)(1 << rng.NextInt(8));
                return copy;
            case 1 when at < copy.Length:
                copy[at] = (byte)rng.NextInt(256);
                return copy;
            case 2 or 3:
                Number(copy.AsSpan(at), ref rng);
                return copy;
            case 4:
                return content[..at];
            case 5:
                return [.. content[..at], .. content[(at + length)..]];
            case 6:
                return [.. content[..(at + length)], .. content[at..]];
            case 7:
                int from = rng.NextInt(other.Length + 1);
                return [.. content[..at], .. other[from..]];
            default:
                int begin = rng.NextInt(other.Length + 1);
                other.AsSpan(begin, Math.Min(length, other.Length - begin)).CopyTo(copy.AsSpan(at, length));
                return copy;
        }
    }

    private static void Number(Span<byte> target, ref Rng rng)
    {
        long value = s_numbers[rng.NextInt(s_numbers.Length)];
        byte[] bytes = new byte[sizeof(long)];
        int width = 1 << rng.NextInt(4);
        if (rng.Chance(0.5))
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
            bytes = bytes[..width];
        }
        else
        {
            BinaryPrimitives.WriteInt64BigEndian(bytes, value);
            bytes = bytes[^width..];
        }
        bytes.AsSpan(0, Math.Min(width, target.Length)).CopyTo(target);
    }
}
