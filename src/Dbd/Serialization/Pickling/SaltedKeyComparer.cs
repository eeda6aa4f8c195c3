using System.Security.Cryptography;

namespace Dbd.Serialization.Pickling;

/// <summary>Compares dictionary keys with hashes that a file cannot foresee, so that none makes every key collide.</summary>
internal sealed class SaltedKeyComparer : IEqualityComparer<object>
{
    private readonly ulong _salt = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    public static SaltedKeyComparer Instance { get; } = new();

    bool IEqualityComparer<object>.Equals(object? x, object? y) => Equals(x, y);

    public int GetHashCode(object key) => key is string text
        ? StringComparer.Ordinal.GetHashCode(text)
        : Mixed((ulong)(long)key);

    private int Mixed(ulong n)
    {
        ulong product = Math.BigMul(n ^ _salt, _salt | 1, out ulong low);
        return (int)((product ^ low) >> 32);
    }
}
