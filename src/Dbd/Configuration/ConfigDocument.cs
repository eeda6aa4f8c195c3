namespace Dbd.Configuration;

/// <summary>A configuration as it stands in its file, with overrides and inherited keys; every value knows its file, line
/// and key. It is immutable. <see cref="ConfigBinder"/> makes records of it.</summary>
internal sealed class ConfigDocument
{
    private readonly MappingNode _root;

    private ConfigDocument(string fileName, MappingNode root)
    {
        FileName = fileName;
        _root = root;
    }

    /// <summary>The file as the user named it.</summary>
    public string FileName { get; }

    /// <summary>The top-level keys, in order.</summary>
    public IReadOnlyList<string> Keys => [.. _root.Keys];

    internal ConfigPlace Root => new(_root, "");

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, as the user named it; errors quote it so.</param>
    /// <exception cref="ConfigException">The file cannot be read, is over 1 MiB, is not UTF-8, or not one YAML mapping with
    /// each key once.</exception>
    public static ConfigDocument Load(string path) => Parse(YamlFile.ReadText(path), path);

    /// <summary>Reads text.</summary>
    /// <param name="yaml">The text of the file.</param>
    /// <param name="fileName">What errors call it.</param>
    /// <param name="mostValues">How many values it may have.</param>
    /// <exception cref="ConfigException">The text is not one YAML mapping with each key once, or has too many values.</exception>
    public static ConfigDocument Parse(string yaml, string fileName, int mostValues = YamlReader.UsualValues) =>
        new YamlReader(new YamlSource(fileName), mostValues).Read(yaml) switch
        {
            // Line 0: a key missing from the whole file has no line.
            MappingNode mapping => new ConfigDocument(fileName, mapping with { Line = 0 }),
            null or { IsNull: true } => throw new ConfigException(
                new ConfigLocation(fileName, 0, ""), "The file is empty.", "Start from one of the files under config/."),
            { } other => throw new ConfigException(
                new ConfigLocation(fileName, other.Line, ""),
                $"Expected a mapping of keys, found {other.Description}.",
                "Start from one of the files under config/."),
        };

    /// <summary>Replaces or adds values, as <c>--set</c> does.</summary>
    /// <param name="sets">Each <c>key.path=value</c>; the value is YAML, and nothing means null.</param>
    /// <returns>A document in which those values have the location <c>--set</c>.</returns>
    /// <exception cref="ConfigException">There is no <c>=</c>, a key is empty, the value is not YAML, or the path leads
    /// through a value that has no keys.</exception>
    public ConfigDocument WithOverrides(IEnumerable<string> sets) =>
        new(FileName, sets.Select(ConfigOverride.Parse).Aggregate(_root, (root, o) => o.ApplyTo(root)));

    /// <summary>Replaces or adds top-level keys, whole, by those that a record has.</summary>
    /// <param name="record">A record that can be bound; its keys get no location.</param>
    public ConfigDocument WithKeysOf(object record) => new(
        FileName, ConfigPrinter.Mapping(record).Entries.Aggregate(_root, (root, entry) => root.With(entry.Key, entry.Value)));

    /// <summary>Takes top-level keys that are absent here from another document, whole. They keep their location there.</summary>
    /// <param name="other">The other document.</param>
    /// <param name="keys">The keys that may be taken.</param>
    public ConfigDocument DefaultsFrom(ConfigDocument other, params string[] keys)
    {
        MappingNode root = _root;
        foreach (string key in keys)
        {
            if (root[key] is null && other._root[key] is { } value)
                root = root.With(key, value);
        }
        return new ConfigDocument(FileName, root);
    }

    /// <summary>The same without a top-level key; nothing changes where it is not there.</summary>
    /// <param name="key">The key.</param>
    public ConfigDocument Without(string key) => new(FileName, _root.Without(key));

    /// <summary>Takes a value out of a mapping to the top, behind that mapping; nothing changes where it is not there.</summary>
    /// <param name="mapping">The top-level key of the mapping.</param>
    /// <param name="key">The value's key in it, and then at the top.</param>
    /// <exception cref="ConfigException">The top has that key too.</exception>
    public ConfigDocument Lifted(string mapping, string key)
    {
        if (_root[mapping] is not MappingNode holder || holder[key] is not { } value)
            return this;
        if (Has(key))
            throw Error(key, $"It stands under {mapping} too.", "Remove one of them.");
        int at = _root.Keys.ToList().IndexOf(mapping);
        return new ConfigDocument(FileName, _root.With(mapping, holder.Without(key)).With(key, value, at + 1));
    }

    /// <summary>Whether a key is there; its value may be null.</summary>
    /// <param name="keyPath">Keys joined by dots: <c>backdoor.badnets</c>.</param>
    public bool Has(string keyPath) => Root.Find(keyPath) is not null;

    /// <summary>The text of a value, for what must be known before the document can be bound.</summary>
    /// <param name="keyPath">Keys joined by dots.</param>
    /// <returns>Null if the key is absent or null.</returns>
    /// <exception cref="ConfigException">The value is not text.</exception>
    public string? TextAt(string keyPath) => Root.Find(keyPath) switch
    {
        null or { Node.IsNull: true } => null,
        { Node: ScalarNode { Kind: ScalarKind.Text } scalar } => scalar.Text,
        { } place => throw place.Error($"Expected text, found {place.Node.Description}.", "Quotes make a value text."),
    };

    /// <summary>A whole number that binding has checked or will check.</summary>
    /// <param name="keyPath">Keys joined by dots.</param>
    /// <returns>Null if the key is absent or is no whole number.</returns>
    public long? WholeAt(string keyPath) =>
        Root.Find(keyPath) is { Node: ScalarNode { Kind: ScalarKind.Whole } scalar } ? YamlScalar.WholeOf(scalar.Text) : null;

    /// <summary>All whole numbers below the top whose key has a name, wherever they stand.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Their paths, and the numbers.</returns>
    internal IEnumerable<(string KeyPath, long Value)> WholesNamed(string key) =>
        Below(Root).Where(p => p.Path.EndsWith($".{key}", StringComparison.Ordinal))
            .Select(p => (p.Path, WholeAt(p.Path))).Where(p => p.Item2 is not null).Select(p => (p.Path, p.Item2!.Value));

    /// <summary>Where a key is; for one that is not there, the line of the nearest key above it.</summary>
    /// <param name="keyPath">Keys joined by dots; empty for the whole file.</param>
    public ConfigLocation Locate(string keyPath) => Root.Locate(keyPath);

    /// <summary>Makes the exception for a value that turns out wrong later.</summary>
    /// <param name="keyPath">Keys joined by dots.</param>
    /// <param name="problem">What is wrong, as a sentence.</param>
    /// <param name="advice">What to do, as a sentence.</param>
    public ConfigException Error(string keyPath, string problem, string advice = "") => new(Locate(keyPath), problem, advice);

    private static IEnumerable<ConfigPlace> Below(ConfigPlace place) => place.Node is MappingNode mapping
        ? mapping.Entries.Select(e => place.Child(e.Key, e.Value)).SelectMany(child => Below(child).Prepend(child))
        : [];

    /// <summary>Prints the document, with overrides and inherited keys, in order.</summary>
    public string ToYaml() => YamlWriter.Block(_root);
}
