namespace Dbd.Serialization;

/// <summary>How a tensor lies in its storage, in elements.</summary>
/// <param name="Offset">Where its first element is.</param>
/// <param name="Size">Sizes, outermost first.</param>
/// <param name="Stride">For each, how far the next one lies.</param>
internal sealed record StridedLayout(long Offset, long[] Size, long[] Stride)
{
    private const int MostDimensions = 64;

    /// <summary>The layout of elements that lie row by row.</summary>
    public static StridedLayout RowMajor(long[] size) => new(0, size, Strides(size));

    /// <summary>The layout of elements that lie column by column, as Fortran's.</summary>
    public static StridedLayout ColumnMajor(long[] size)
    {
        long[] stride = Strides([.. size.Reverse()]);
        Array.Reverse(stride);
        return new StridedLayout(0, size, stride);
    }

    /// <summary>Whether the elements follow one another in row-major order.</summary>
    public bool IsContiguous
    {
        get
        {
            long expected = 1;
            for (int d = Size.Length - 1; d >= 0; d--)
            {
                if (Size[d] != 1 && Stride[d] != expected)
                    return false;
                expected *= Size[d];
            }
            return true;
        }
    }

    /// <summary>The same elements with the dimensions in another order.</summary>
    /// <param name="axes">For each dimension, which it was.</param>
    /// <exception cref="DamagedDataException">It is no order of the dimensions.</exception>
    public StridedLayout Transposed(long[] axes)
    {
        if (!axes.Order().SequenceEqual(Enumerable.Range(0, Size.Length).Select(d => (long)d)))
            throw new DamagedDataException($"an array of {Size.Length} dimensions has them in the order ({string.Join(", ", axes)}).");
        return new StridedLayout(Offset, [.. axes.Select(a => Size[a])], [.. axes.Select(a => Stride[a])]);
    }

    /// <summary>Number of elements, once it is known that all lie within the storage.</summary>
    /// <param name="storageCount">Elements of the storage.</param>
    /// <param name="most">How many the tensor may have.</param>
    /// <exception cref="DamagedDataException">The layout is malformed, reaches outside, or has too many elements.</exception>
    public long CheckedCount(long storageCount, long most)
    {
        if (Size.Length != Stride.Length || Size.Length > MostDimensions || Offset < 0 || Size.Any(s => s < 0) || Stride.Any(s => s < 0))
            throw new DamagedDataException($"a tensor has a malformed layout: {Described}.");
        if (Size.Contains(0))
            return 0;
        Int128 last = Offset;
        Int128 count = 1;
        for (int d = 0; d < Size.Length && last < storageCount && count <= most; d++)
        {
            last += (Int128)(Size[d] - 1) * Stride[d];
            count *= Size[d];
        }
        if (last >= storageCount)
            throw new DamagedDataException($"a tensor reaches outside its storage of {storageCount} elements: {Described}.");
        return count <= most
            ? (long)count
            : throw new DamagedDataException($"a tensor has more elements than the file can mean: {Described}.");
    }

    /// <summary>Copies the elements in row-major order.</summary>
    /// <param name="storage">The bytes of the storage.</param>
    /// <param name="target">Exactly the tensor's bytes.</param>
    /// <param name="elementSize">Bytes of an element.</param>
    public void Gather(ReadOnlySpan<byte> storage, Span<byte> target, int elementSize)
    {
        if (IsContiguous)
        {
            storage.Slice((int)Offset * elementSize, target.Length).CopyTo(target);
            return;
        }
        long[] index = new long[Size.Length];
        long source = Offset;
        for (; target.Length > 0; target = target[elementSize..])
        {
            storage.Slice((int)source * elementSize, elementSize).CopyTo(target);
            source = Next(index, source);
        }
    }

    private string Described => $"offset {Offset}, size ({string.Join(", ", Size)}), stride ({string.Join(", ", Stride)})";

    private static long[] Strides(long[] size)
    {
        long[] strides = new long[size.Length];
        long stride = 1;
        for (int d = size.Length - 1; d >= 0; d--)
        {
            strides[d] = stride;
            stride *= Math.Max(size[d], 1);
        }
        return strides;
    }

    private long Next(long[] index, long source)
    {
        for (int d = Size.Length - 1; d >= 0; d--)
        {
            source += Stride[d];
            if (++index[d] < Size[d])
                return source;
            source -= index[d] * Stride[d];
            index[d] = 0;
        }
        return source;
    }
}
