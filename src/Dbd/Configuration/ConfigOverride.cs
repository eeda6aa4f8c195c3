namespace Dbd.Configuration;

/// <summary>One <c>--set key.path=value</c>.</summary>
/// <param name="KeyPath">The keys, joined by dots.</param>
/// <param name="Value">What they are set to.</param>
internal sealed record ConfigOverride(string KeyPath, ConfigNode Value)
{
    public const string Source = "--set";

    /// <summary>An override by a text, whatever is in it: quoted for YAML.</summary>
    public static string Text(string keyPath, string value) => $"{keyPath}='{value.Replace("'", "''")}'";

    public static ConfigOverride Parse(string set)
    {
        int equals = set.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            throw Error(set, "There is no = in it.", "Write --set key.path=value.");
        string keyPath = set[..equals].Trim();
        string[] keys = keyPath.Split('.');
        if (keys.Contains("", StringComparer.Ordinal))
            throw Error(keyPath, "A key of the path is empty.", "Write --set key.path=value.");
        if (keys.Length > YamlReader.MaxDepth)
            throw Error("", $"The path has more than {YamlReader.MaxDepth} keys.", "Write --set key.path=value.");
        ConfigNode value = new YamlReader(new YamlSource(Source, keyPath)).Read(set[(equals + 1)..])
            ?? new ScalarNode(Source, 0, "", false);
        return new ConfigOverride(keyPath, value);
    }

    public MappingNode ApplyTo(MappingNode root) => (MappingNode)Set(root, 0, KeyPath.Split('.'));

    private ConfigNode Set(ConfigNode? old, int depth, string[] keys)
    {
        if (depth == keys.Length)
            return Value;
        MappingNode mapping = old switch
        {
            MappingNode m => m,
            null or { IsNull: true } => new MappingNode(Source, 0, []),
            _ => throw Error(KeyPath, $"{string.Join('.', keys[..depth])} is {old.Description}, which has no keys.", "Set it as a whole."),
        };
        return mapping.With(keys[depth], Set(mapping[keys[depth]], depth + 1, keys));
    }

    private static ConfigException Error(string key, string problem, string advice) =>
        new(new ConfigLocation(Source, 0, key), problem, advice);
}
