using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Dbd.Faults;

/// <summary>What a run has left, without what no two runs share: times, and where it lies.</summary>
/// <param name="Files">By their paths within the folder.</param>
internal sealed record RunContent(IReadOnlyDictionary<string, string> Files)
{
    // Times, and what follows from them or from where the folder lies.
    private static readonly string[] s_times =
        ["seconds", "minutes", "begun", "spentSeconds", "parts", "costs", "failedAt", "configurationHash"];

    /// <summary>Reads what is in <c>run</c>.</summary>
    public static RunContent Of(string folder) => new(Folders.Files(Path.Combine(folder, "run"))
        .Where(file => !file.EndsWith("lock", StringComparison.Ordinal))
        .ToDictionary(file => Path.GetRelativePath(folder, file), file => Of(file, folder), StringComparer.Ordinal));

    /// <summary>Where another one differs.</summary>
    public IEnumerable<string> DifferencesFrom(RunContent other) => Files.Keys.Union(other.Files.Keys)
        .Where(file => Files.GetValueOrDefault(file) != other.Files.GetValueOrDefault(file))
        .Select(file => !Files.ContainsKey(file) ? $"{file} is missing"
            : !other.Files.ContainsKey(file) ? $"{file} is left over"
            : $"{file} differs");

    private static string Of(string file, string folder) => Path.GetExtension(file) switch
    {
        // Dated lines, and how long everything took.
        ".log" or ".html" or ".svg" or ".md" => "",
        ".json" => Timeless(JsonNode.Parse(Text(file, folder)))?.ToJsonString() ?? "",
        ".yaml" or ".csv" => Text(file, folder),
        _ => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))),
    };

    private static string Text(string file, string folder) =>
        File.ReadAllText(file, Encoding.UTF8).Replace(folder, ".", StringComparison.Ordinal);

    private static JsonNode? Timeless(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (string name in s_times)
                    members.Remove(name);
                foreach (KeyValuePair<string, JsonNode?> member in members)
                    Timeless(member.Value);
                break;
            case JsonArray items:
                foreach (JsonNode? item in items)
                    Timeless(item);
                break;
        }
        return node;
    }
}
