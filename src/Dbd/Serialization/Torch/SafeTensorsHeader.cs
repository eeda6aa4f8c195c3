using System.Text.Json;

namespace Dbd.Serialization.Torch;

/// <summary>A tensor that a header names.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">Sizes, outermost first.</param>
/// <param name="Begin">Where its bytes begin, after the header.</param>
/// <param name="End">Where they end.</param>
internal sealed record SafeTensor(string Name, ElementType Type, long[] Shape, long Begin, long End);

/// <summary>The header of a safetensors file, checked: the tensors' bytes are all there, none twice, and as many as type and shape
/// say.</summary>
/// <param name="Tensors">In the order of their bytes.</param>
/// <param name="Texts">What the file tells beside them.</param>
internal sealed record SafeTensorsHeader(IReadOnlyList<SafeTensor> Tensors, IReadOnlyDictionary<string, string> Texts)
{
    /// <summary>The entry of the texts.</summary>
    public const string Metadata = "__metadata__";

    private static readonly (string Name, ElementType Type)[] s_types =
    [
        ("F32", ElementType.Float32), ("F64", ElementType.Float64), ("F16", ElementType.Float16), ("BF16", ElementType.BFloat16),
        ("I64", ElementType.Int64), ("I32", ElementType.Int32), ("I16", ElementType.Int16), ("I8", ElementType.Int8),
        ("U8", ElementType.UInt8), ("BOOL", ElementType.Bool),
    ];

    /// <summary>Reads a header.</summary>
    /// <param name="json">The header.</param>
    /// <param name="bytes">How many bytes follow it.</param>
    /// <exception cref="DamagedDataException">It is damaged or hostile.</exception>
    public static SafeTensorsHeader Parse(byte[] json, long bytes)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(
                json, new JsonDocumentOptions { MaxDepth = 4, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new DamagedDataException("its header is no list of named tensors.");
            JsonProperty[] entries = [.. document.RootElement.EnumerateObject()];
            SafeTensor[] tensors = [.. entries.Where(e => e.Name != Metadata).Select(Tensor).OrderBy(t => t.Begin).ThenBy(t => t.End)];
            CheckPlaces(tensors, bytes);
            return new SafeTensorsHeader(
                tensors,
                entries.Where(e => e.Name == Metadata).SelectMany(e => e.Value.EnumerateObject())
                    .ToDictionary(e => e.Name, e => e.Value.GetString() ?? ""));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new DamagedDataException($"its header is damaged: {e.Message}", e);
        }
    }

    /// <summary>What a header says of a tensor whose bytes begin somewhere.</summary>
    public static object Entry(TensorData tensor, long begin) => new
    {
        dtype = s_types.First(t => t.Type == tensor.Type).Name,
        shape = tensor.Shape,
        data_offsets = (long[])[begin, begin + tensor.Bytes.Length],
    };

    private static SafeTensor Tensor(JsonProperty entry)
    {
        string dtype = entry.Value.GetProperty("dtype").GetString() ?? "";
        int type = Array.FindIndex(s_types, t => t.Name == dtype);
        if (type < 0)
        {
            throw new DamagedDataException(
                $"its tensor {entry.Name} is of type {dtype}; {string.Join(", ", s_types.Select(t => t.Name))} are read.");
        }
        long[] shape = Numbers(entry.Value.GetProperty("shape"));
        if (Numbers(entry.Value.GetProperty("data_offsets")) is not [>= 0 and var begin, var end]
            || end < begin || end - begin > Array.MaxLength
            || !TensorData.Fits(s_types[type].Type, shape, (int)(end - begin)))
        {
            throw new DamagedDataException(
                $"its tensor {entry.Name}, {dtype} [{string.Join(", ", shape)}], does not take the bytes that its header says.");
        }
        return new SafeTensor(entry.Name, s_types[type].Type, shape, begin, end);
    }

    private static long[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(n => n.GetInt64())];

    private static void CheckPlaces(SafeTensor[] tensors, long bytes)
    {
        long at = 0;
        foreach (SafeTensor tensor in tensors)
        {
            if (tensor.Begin != at)
                throw new DamagedDataException($"its tensor {tensor.Name} begins at byte {tensor.Begin}, where {at} is expected.");
            at = tensor.End;
        }
        if (at != bytes)
            throw new DamagedDataException($"its tensors take {at} bytes, and {bytes} follow its header.");
    }
}
