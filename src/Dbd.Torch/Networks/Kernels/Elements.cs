using System.Runtime.Intrinsics;

namespace Dbd.Torch.Networks.Kernels;

/// <summary>How a kernel reads and writes numbers of one type: 32 at a time, as two vectors of float32.</summary>
internal unsafe interface IElements
{
    /// <summary>Size of a number.</summary>
    static abstract int Bytes { get; }

    /// <summary>Where the vectors hold the i-th of the 32 numbers: 0 to 15 in the first, 16 to 31 in the second.</summary>
    static abstract int Lane(int i);

    /// <summary>Reads 32 numbers.</summary>
    static abstract (Vector512<float> First, Vector512<float> Second) Load(byte* from);

    /// <summary>Writes 32 numbers.</summary>
    static abstract void Store(byte* to, Vector512<float> first, Vector512<float> second);
}

/// <summary>float32, in order.</summary>
internal readonly unsafe struct Float32Elements : IElements
{
    public static int Bytes => sizeof(float);

    public static int Lane(int i) => i;

    public static (Vector512<float> First, Vector512<float> Second) Load(byte* from) =>
        (Vector512.Load((float*)from), Vector512.Load((float*)from + 16));

    public static void Store(byte* to, Vector512<float> first, Vector512<float> second)
    {
        first.Store((float*)to);
        second.Store((float*)to + 16);
    }
}

/// <summary>bfloat16, the upper half of a float32: even places in the first vector, odd ones in the second, so that a shift or a
/// mask converts them.</summary>
internal readonly unsafe struct BFloat16Elements : IElements
{
    private const uint UpperHalf = 0xFFFF0000;

    public static int Bytes => sizeof(ushort);

    public static int Lane(int i) => ((i & 1) << 4) | (i >> 1);

    public static (Vector512<float> First, Vector512<float> Second) Load(byte* from)
    {
        Vector512<uint> pairs = Vector512.Load((uint*)from);
        return ((pairs << 16).AsSingle(), (pairs & Vector512.Create(UpperHalf)).AsSingle());
    }

    public static void Store(byte* to, Vector512<float> first, Vector512<float> second) =>
        ((Rounded(first) >> 16) | (Rounded(second) & Vector512.Create(UpperHalf))).Store((uint*)to);

    // To nearest, ties to even. The NaN that arithmetic makes stays a NaN.
    private static Vector512<uint> Rounded(Vector512<float> value)
    {
        Vector512<uint> bits = value.AsUInt32();
        return bits + Vector512.Create(0x7FFFu) + ((bits >> 16) & Vector512<uint>.One);
    }
}
