namespace Dbd.Data.Formats.Mat;

/// <summary>A numeric variable of a MATLAB file.</summary>
/// <param name="Sizes">Length of each axis, at least two; the first runs fastest.</param>
/// <param name="Type">How an element is stored, which need not be its type in MATLAB: small whole numbers take a byte.</param>
/// <param name="Bytes">The elements, little-endian.</param>
internal sealed record MatArray(int[] Sizes, MatType Type, byte[] Bytes)
{
    /// <summary>Number of elements.</summary>
    public int Count => Bytes.Length / Type.Size();

    /// <summary>An element as a number.</summary>
    public double this[int index] => Type switch
    {
        MatType.Int8 => (sbyte)Bytes[index],
        MatType.UInt8 => Bytes[index],
        MatType.Int16 => BitConverter.ToInt16(Bytes, index * 2),
        MatType.UInt16 => BitConverter.ToUInt16(Bytes, index * 2),
        MatType.Int32 => BitConverter.ToInt32(Bytes, index * 4),
        MatType.UInt32 => BitConverter.ToUInt32(Bytes, index * 4),
        MatType.Single => BitConverter.ToSingle(Bytes, index * 4),
        MatType.Double => BitConverter.ToDouble(Bytes, index * 8),
        MatType.Int64 => BitConverter.ToInt64(Bytes, index * 8),
        _ => BitConverter.ToUInt64(Bytes, index * 8),
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Type} [{string.Join(", ", Sizes)}]";
}
