namespace Dbd.Randomness;

/// <summary>Python's <c>random.Random</c>: the same numbers for the same seed. Only poison indices need it.</summary>
/// <remarks>MT19937 and <c>init_by_array</c> of Matsumoto and Nishimura (1998, 2002); seeding as in Python's
/// Modules/_randommodule.c.</remarks>
public sealed class PythonRandom
{
    private const int Size = 624;
    private const int Middle = 397;

    private readonly uint[] _state = new uint[Size];
    private int _next = Size;

    /// <summary>As <c>random.seed(seed)</c>: the sign of the seed does not matter.</summary>
    /// <param name="seed">Any whole number.</param>
    public PythonRandom(long seed)
    {
        ulong magnitude = seed < 0 ? 0UL - (ulong)seed : (ulong)seed;
        uint low = (uint)magnitude;
        uint high = (uint)(magnitude >> 32);
        SeedByArray(high == 0 ? [low] : [low, high]);
    }

    /// <summary>As <c>random.random()</c>.</summary>
    /// <returns>In [0, 1), of 53 bits.</returns>
    public double NextDouble()
    {
        ulong high = NextUInt32() >> 5;
        ulong low = NextUInt32() >> 6;
        return ((high << 26) + low) / (double)(1L << 53);
    }

    private uint NextUInt32()
    {
        if (_next == Size)
            Twist();
        uint y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9D2C5680;
        y ^= (y << 15) & 0xEFC60000;
        return y ^ (y >> 18);
    }

    private void Twist()
    {
        for (int k = 0; k < Size; k++)
        {
            uint y = (_state[k] & 0x80000000) | (_state[(k + 1) % Size] & 0x7FFFFFFF);
            _state[k] = _state[(k + Middle) % Size] ^ (y >> 1) ^ ((y & 1) * 0x9908B0DF);
        }
        _next = 0;
    }

    private void SeedByArray(ReadOnlySpan<uint> key)
    {
        SeedByNumber(19650218);
        uint i = 1;
        for (uint k = 0; k < Size; k++)
        {
            uint j = k % (uint)key.Length;
            _state[i] = (_state[i] ^ (Mixed(i - 1) * 1664525)) + key[(int)j] + j;
            i = Advance(i);
        }
        for (uint k = 1; k < Size; k++)
        {
            _state[i] = (_state[i] ^ (Mixed(i - 1) * 1566083941)) - i;
            i = Advance(i);
        }
        _state[0] = 0x80000000;
    }

    private void SeedByNumber(uint seed)
    {
        _state[0] = seed;
        for (uint i = 1; i < Size; i++)
            _state[i] = 1812433253 * Mixed(i - 1) + i;
    }

    private uint Mixed(uint i) => _state[i] ^ (_state[i] >> 30);

    private uint Advance(uint i)
    {
        if (i + 1 < Size)
            return i + 1;
        _state[0] = _state[Size - 1];
        return 1;
    }
}
