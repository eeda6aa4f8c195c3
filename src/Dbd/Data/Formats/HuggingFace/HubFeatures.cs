using System.Text.Json;

namespace Dbd.Data.Formats.HuggingFace;

/// <summary>What <c>datasets</c> says of the columns that it wrote: which are pictures, and which are labels, of what classes.</summary>
/// <param name="Images">The columns of the kind <c>Image</c>.</param>
/// <param name="Classes">The columns of the kind <c>ClassLabel</c>, and the names of their classes, in label order.</param>
internal sealed record HubFeatures(IReadOnlySet<string> Images, IReadOnlyDictionary<string, IReadOnlyList<string>> Classes)
{
    /// <summary>The key of a file's notes that they stand under.</summary>
    public const string Key = "huggingface";

    /// <summary>Where nobody says anything.</summary>
    public static HubFeatures None { get; } = new(new HashSet<string>(), new Dictionary<string, IReadOnlyList<string>>());

    /// <summary>Reads what stands in a file's notes; what is of another kind is passed over.</summary>
    /// <param name="note"><c>{"info": {"features": {"label": {"names": [..], "_type": "ClassLabel"}}}}</c>; null if there is none.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="DbdException">It is no JSON, or has a class twice.</exception>
    public static HubFeatures Parse(string? note, string path) => note is null ? None : Parsed(note, path, "info");

    /// <summary>Reads <c>dataset_info.json</c>, where they stand on top.</summary>
    /// <exception cref="DbdException">It is no JSON, or has a class twice.</exception>
    public static HubFeatures ParseInfo(string text, string path) => Parsed(text, path, null);

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public static string Write(string image, string label, IReadOnlyList<string> names) => JsonSerializer.Serialize(new
    {
        info = new { features = Described(image, label, names) },
    });

    /// <summary>The part of it that <c>dataset_info.json</c> has.</summary>
    public static Dictionary<string, object> Described(string image, string label, IReadOnlyList<string> names) => new()
    {
        [image] = new { _type = "Image" },
        [label] = new { names, _type = "ClassLabel" },
    };

    private static HubFeatures Parsed(string text, string path, string? within)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            if (within is not null && !Has(root, within, JsonValueKind.Object, out root))
                return None;
            if (!Has(root, "features", JsonValueKind.Object, out JsonElement features))
                return None;
            HashSet<string> images = new(StringComparer.Ordinal);
            Dictionary<string, IReadOnlyList<string>> classes = new(StringComparer.Ordinal);
            foreach (JsonProperty feature in features.EnumerateObject())
            {
                if (!Has(feature.Value, "_type", JsonValueKind.String, out JsonElement kind))
                    continue;
                if (kind.GetString() == "Image")
                    images.Add(feature.Name);
                if (kind.GetString() == "ClassLabel" && Has(feature.Value, "names", JsonValueKind.Array, out JsonElement names))
                    classes[feature.Name] = Checked(path, feature.Name, [.. names.EnumerateArray().Select(n => n.GetString() ?? "")]);
            }
            return new HubFeatures(images, classes);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new DbdException($"{path}: what it says of its columns is damaged: {e.Message}", e);
        }
    }

    private static string[] Checked(string path, string column, string[] names) =>
        names.Length == 0 || names.Contains("") || names.CountBy(n => n).Any(n => n.Value > 1)
            ? throw new DbdException($"{path}: the classes of its column {column} have no names, or two the same.")
            : names;

    private static bool Has(JsonElement element, string name, JsonValueKind kind, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value) && value.ValueKind == kind;
    }
}
