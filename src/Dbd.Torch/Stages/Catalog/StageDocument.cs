using System.Reflection;

using Dbd.Configuration;

namespace Dbd.Torch.Stages.Catalog;

/// <summary>A stage's configuration as a document. Keys that the reference has within another mapping stand at the top, as a resolved
/// configuration prints them.</summary>
internal static class StageDocument
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="ConfigException">There is no such file, it is no YAML, or has a key in both places.</exception>
    public static ConfigDocument Load(string path) => Lifted(ConfigDocument.Load(path));

    /// <summary>The same document with such keys at the top.</summary>
    /// <exception cref="ConfigException">One stands in both places.</exception>
    public static ConfigDocument Lifted(ConfigDocument document) =>
        Moved.Aggregate(document, (d, moved) => d.Lifted(moved.Holder, moved.Key));

    /// <summary>An override of such a key, wherever it looks for it, as one of the top.</summary>
    public static string Lifted(string set) => Moved.Any(moved => IsOf(moved, set)) ? set[(set.IndexOf('.') + 1)..] : set;

    private static IEnumerable<MovedKeyAttribute> Moved =>
        StageCatalog.Stages.Select(s => s.OptionsType.GetCustomAttribute<MovedKeyAttribute>()).OfType<MovedKeyAttribute>();

    private static bool IsOf(MovedKeyAttribute moved, string set) =>
        set.StartsWith($"{moved.Holder}.{moved.Key}.", StringComparison.Ordinal)
            || set.StartsWith($"{moved.Holder}.{moved.Key}=", StringComparison.Ordinal);
}
