using System.Runtime.InteropServices;

namespace Dbd.Serialization;

/// <summary>An array as a file holds it: element type, shape, and its bytes, contiguous, row-major, little-endian.</summary>
public sealed class TensorData
{
    /// <summary>Wraps an array of bytes, without a copy.</summary>
    /// <param name="type">The element type.</param>
    /// <param name="shape">Sizes, outermost first; empty for a single value.</param>
    /// <param name="bytes">Exactly the elements.</param>
    /// <exception cref="ArgumentException">The number of bytes does not follow from type and shape.</exception>
    public TensorData(ElementType type, long[] shape, byte[] bytes)
    {
        if (!Fits(type, shape, bytes.Length))
            throw new ArgumentException($"{type} [{string.Join(", ", shape)}] does not take {bytes.Length} bytes.");
        Type = type;
        Shape = shape;
        Bytes = bytes;
    }

    /// <summary>The element type.</summary>
    public ElementType Type { get; }

    /// <summary>Sizes, outermost first; empty for a single value.</summary>
    public long[] Shape { get; }

    /// <summary>The elements, contiguous, row-major, little-endian.</summary>
    public byte[] Bytes { get; }

    /// <summary>Number of elements.</summary>
    public int Count => Bytes.Length / Type.Size();

    /// <summary>Copies elements into a new array.</summary>
    /// <typeparam name="T">The C# type of an element.</typeparam>
    /// <param name="elements">Row-major.</param>
    /// <param name="shape">Sizes, outermost first; empty for a single value.</param>
    /// <exception cref="ArgumentException">The number of elements is not that of the shape.</exception>
    public static TensorData From<T>(ReadOnlySpan<T> elements, params long[] shape)
        where T : unmanaged =>
        new(ElementTypes.Of<T>(), shape, MemoryMarshal.AsBytes(elements).ToArray());

    /// <summary>The elements as C# numbers, without a copy.</summary>
    /// <typeparam name="T">The C# type of an element.</typeparam>
    /// <exception cref="InvalidOperationException">The elements are of another type.</exception>
    public ReadOnlySpan<T> As<T>()
        where T : unmanaged =>
        ElementTypes.Of<T>() == Type
            ? MemoryMarshal.Cast<byte, T>(Bytes)
            : throw new InvalidOperationException($"The array holds {Type}, not {typeof(T).Name}.");

    /// <summary>Whether an array takes just so many bytes; any claim may be asked about.</summary>
    internal static bool Fits(ElementType type, ReadOnlySpan<long> shape, int bytes) => Fits(type.Size(), shape, bytes);

    /// <summary>The same for elements of any size in bytes.</summary>
    internal static bool Fits(int elementSize, ReadOnlySpan<long> shape, int bytes)
    {
        if (shape.Contains(0) || elementSize == 0)
            return bytes == 0 && !shape.ContainsAnyInRange(long.MinValue, -1);
        Int128 product = elementSize;
        foreach (long size in shape)
        {
            product *= size;
            if (size < 0 || product > bytes)
                return false;
        }
        return product == bytes;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Type} [{string.Join(", ", Shape)}]";
}
