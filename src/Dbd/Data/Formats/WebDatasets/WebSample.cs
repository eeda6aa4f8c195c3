using System.Text;
using System.Text.Json;

using Dbd.Imaging;
using Dbd.Serialization;

namespace Dbd.Data.Formats.WebDatasets;

/// <summary>The files of one sample: those beside each other whose names are the same up to the first dot.</summary>
/// <param name="Key">That part of their names.</param>
/// <param name="Files">By what comes after it: <c>png</c>, <c>cls</c>, <c>seg.png</c>.</param>
internal sealed record WebSample(string Key, IReadOnlyDictionary<string, TarMember> Files)
{
    private const long LongestLabel = 1 << 16;

    // Which of several files has the label.
    private static readonly string[] s_labels = ["cls", "label", "class", "cls.txt", "json", "txt"];
    private static readonly string[] s_fields = ["label", "cls", "class", "class_name"];

    /// <summary>Its picture; null if it has none.</summary>
    public TarMember? Picture => Files
        .Where(f => PictureFile.Extensions.Contains($".{f.Key}"))
        .Select(f => (TarMember?)f.Value)
        .FirstOrDefault();

    /// <summary>The ending of the file that has the label; null if there is none.</summary>
    public string? LabelKind => s_labels.FirstOrDefault(Files.ContainsKey);

    /// <summary>Puts files together.</summary>
    /// <exception cref="DamagedDataException">A sample has two files of one ending.</exception>
    public static List<WebSample> Group(IReadOnlyList<TarMember> members)
    {
        List<WebSample> samples = [];
        Dictionary<string, TarMember> files = [];
        foreach (TarMember member in members)
        {
            int dot = member.Name.IndexOf('.', member.Name.LastIndexOf('/') + 1);
            // A hidden file, or one without an ending, belongs to no sample.
            if (dot <= member.Name.LastIndexOf('/') + 1)
                continue;
            (string key, string ending) = (member.Name[..dot], member.Name[(dot + 1)..].ToLowerInvariant());
            if (samples.Count == 0 || samples[^1].Key != key)
            {
                files = new(StringComparer.Ordinal);
                samples.Add(new WebSample(key, files));
            }
            if (!files.TryAdd(ending, member))
                throw new DamagedDataException($"the sample '{key}' has two files .{ending}.");
        }
        return samples;
    }

    /// <summary>Reads the label.</summary>
    /// <param name="tar">The file that the sample is in.</param>
    /// <exception cref="DamagedDataException">It is too long, no text, or no JSON that has one.</exception>
    public string Label(FileStream tar)
    {
        string kind = LabelKind!;
        TarMember file = Files[kind];
        if (file.Length > LongestLabel)
            throw new DamagedDataException($"its '{file.Name}' is over {LongestLabel >> 10} KiB; expected a label.");
        byte[] bytes = new byte[file.Length];
        tar.Position = file.Offset;
        tar.ReadExactly(bytes);
        try
        {
            string text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes).Trim();
            return kind == "json" ? Field(text, file.Name) : text;
        }
        catch (Exception e) when (e is DecoderFallbackException or JsonException or InvalidOperationException)
        {
            throw new DamagedDataException($"its '{file.Name}' is no {(kind == "json" ? "JSON" : "text in UTF-8")}: {e.Message}", e);
        }
    }

    // A number or a text, alone or under a name.
    private static string Field(string text, string name)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        JsonElement root = document.RootElement;
        JsonElement value = root.ValueKind == JsonValueKind.Object
            ? s_fields.Where(f => root.TryGetProperty(f, out _)).Select(root.GetProperty).FirstOrDefault()
            : root;
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.Null => "",
            _ => throw new DamagedDataException($"its '{name}' has no {string.Join(" or ", s_fields)} that is a number or a text."),
        };
    }
}
