using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Dbd.Imaging;

/// <summary>Whether operations use their vector form, and the moves between bytes and wider lanes that these share.</summary>
internal static class Simd
{
    /// <summary>Bytes that one step handles.</summary>
    public const int Step = 16;

    /// <summary>True on machines with 256-bit vectors, unless the environment variable <c>DBD_FORCE_SCALAR</c> is 1.</summary>
    public static bool Enabled { get; } =
        Vector256.IsHardwareAccelerated && Environment.GetEnvironmentVariable("DBD_FORCE_SCALAR") != "1";

    /// <summary>16 bytes as 32-bit lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<int> Lower, Vector256<int> Upper) Widen(Vector128<byte> bytes)
    {
        (Vector256<uint> lower, Vector256<uint> upper) = Vector256.Widen(Vector256.WidenLower(bytes.ToVector256Unsafe()));
        return (lower.AsInt32(), upper.AsInt32());
    }

    /// <summary>32-bit lanes, each in [0, 255], as 16 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Narrow(Vector256<int> lower, Vector256<int> upper)
    {
        Vector256<ushort> words = Vector256.Narrow(lower.AsUInt32(), upper.AsUInt32());
        return Vector128.Narrow(words.GetLower(), words.GetUpper());
    }
}
