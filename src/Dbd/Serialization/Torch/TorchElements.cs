namespace Dbd.Serialization.Torch;

/// <summary>PyTorch's storage classes and the element types they hold.</summary>
internal static class TorchElements
{
    private static readonly (string Storage, ElementType Type)[] s_pairs =
    [
        ("FloatStorage", ElementType.Float32),
        ("DoubleStorage", ElementType.Float64),
        ("HalfStorage", ElementType.Float16),
        ("BFloat16Storage", ElementType.BFloat16),
        ("LongStorage", ElementType.Int64),
        ("IntStorage", ElementType.Int32),
        ("ShortStorage", ElementType.Int16),
        ("CharStorage", ElementType.Int8),
        ("ByteStorage", ElementType.UInt8),
        ("BoolStorage", ElementType.Bool),
    ];

    public static ElementType? OfStorage(string name)
    {
        foreach ((string storage, ElementType type) in s_pairs)
        {
            if (storage == name)
                return type;
        }
        return null;
    }

    public static string StorageOf(ElementType type) => s_pairs.First(p => p.Type == type).Storage;
}
