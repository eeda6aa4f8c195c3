using System.Collections.Immutable;

using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Dbd.Configuration;

/// <summary>Makes nodes of YAML text: one document, keys that are text and stand once, aliases within bounds; no merge keys and
/// no tags. Every failure is a <see cref="ConfigException"/> with its line.</summary>
/// <param name="source">Where the text comes from.</param>
/// <param name="mostValues">How many values it may have, aliases written out: a few lines of them can name billions.</param>
internal sealed class YamlReader(YamlSource source, int mostValues = YamlReader.UsualValues)
{
    /// <summary>Levels of mappings and lists.</summary>
    public const int MaxDepth = 32;

    /// <summary>More than any configuration has.</summary>
    public const int UsualValues = 20_000;

    private const int MaxKeyLength = 100;

    private readonly Dictionary<string, ConfigNode> _anchors = [];
    private int _nodes;

    /// <summary>Reads the only document.</summary>
    /// <param name="yaml">The text.</param>
    /// <returns>Its value, or null if there is none.</returns>
    /// <exception cref="ConfigException">It is not YAML, or more of it than a configuration needs.</exception>
    public ConfigNode? Read(string yaml)
    {
        Scanner scanner = new(new StringReader(yaml));
        try
        {
            return ReadStream(new Parser(scanner));
        }
        catch (YamlException e)
        {
            throw source.SyntaxError(yaml, (int)e.Start.Line, e.Message, e);
        }
        catch (Exception e) when (e is not ConfigException)
        {
            // YamlDotNet's scanner does not foresee all damage, e.g. a colon in a brace that is never closed.
            throw source.SyntaxError(yaml, (int)scanner.CurrentPosition.Line, "Something is not closed, or stands in the wrong place", e);
        }
    }

    private ConfigNode? ReadStream(Parser parser)
    {
        parser.Consume<StreamStart>();
        if (parser.TryConsume<StreamEnd>(out _))
            return null;
        parser.Consume<DocumentStart>();
        ConfigNode root = ReadNode(parser, source.OverriddenKey, 1);
        parser.Consume<DocumentEnd>();
        if (!parser.Accept<StreamEnd>(out _))
            throw source.Error(parser.Current!, "", "A second YAML document starts here.", "Put it into a file of its own.");
        return root;
    }

    private ConfigNode ReadNode(Parser parser, string path, int depth)
    {
        ParsingEvent start = parser.Consume<ParsingEvent>();
        if (start is NodeEvent { Tag.IsEmpty: false })
            throw source.Error(start, path, "YAML tags are not used here.", "Write the value without it; quotes make it text.");
        ConfigNode node = start switch
        {
            AnchorAlias alias => Anchored(alias, path),
            Scalar scalar => new ScalarNode(source.File, source.LineOf(start), scalar.Value, scalar.Style is not ScalarStyle.Plain),
            SequenceStart => ReadList(parser, start, path, depth),
            _ => ReadMapping(parser, start, path, depth),
        };
        Bound(start, path, node, depth);
        if (start is NodeEvent { Anchor: { IsEmpty: false } anchor })
            _anchors[anchor.Value] = node;
        return node;
    }

    private ListNode ReadList(Parser parser, ParsingEvent start, string path, int depth)
    {
        RefuseDepth(start, path, depth);
        ImmutableArray<ConfigNode>.Builder items = ImmutableArray.CreateBuilder<ConfigNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode(parser, $"{path}[{items.Count}]", depth + 1));
        return new ListNode(source.File, source.LineOf(start), items.ToImmutable());
    }

    private MappingNode ReadMapping(Parser parser, ParsingEvent start, string path, int depth)
    {
        RefuseDepth(start, path, depth);
        var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, ConfigNode>>();
        Dictionary<string, int> lines = [];
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            ParsingEvent keyEvent = parser.Consume<ParsingEvent>();
            string key = KeyOf(keyEvent, path);
            string keyPath = ConfigPlace.Join(path, key);
            if (!lines.TryAdd(key, source.LineOf(keyEvent)))
                throw Duplicate(keyEvent, keyPath, lines[key]);
            ConfigNode value = ReadNode(parser, keyPath, depth + 1);
            entries.Add(new(key, value with { Line = source.LineOf(keyEvent) }));
        }
        return new MappingNode(source.File, source.LineOf(start), entries.ToImmutable());
    }

    private string KeyOf(ParsingEvent start, string path) => start switch
    {
        Scalar { Value: "<<", Style: ScalarStyle.Plain } =>
            throw source.Error(start, path, "Merge keys (<<) are not read here.", "Write the keys out, or use an alias for a whole value."),
        Scalar { Value: "" } => throw source.Error(start, path, "A key is empty.", "Write a name before the colon."),
        Scalar { Value.Length: > MaxKeyLength } =>
            throw source.Error(start, path, $"A key is longer than {MaxKeyLength} characters.", "Check the line for a missing line break."),
        Scalar { Tag.IsEmpty: true, Anchor.IsEmpty: true } scalar => scalar.Value,
        _ => throw source.Error(start, path, "A key is something else than a plain name.", "Write a name before the colon."),
    };

    private ConfigNode Anchored(AnchorAlias alias, string path) =>
        _anchors.TryGetValue(alias.Value.Value, out ConfigNode? node)
            ? node with { Line = source.LineOf(alias) }
            : throw source.Error(
                alias,
                path,
                $"The alias *{alias.Value.Value} has no anchor before it.",
                $"Mark a value with &{alias.Value.Value} first.");

    private void Bound(ParsingEvent start, string path, ConfigNode node, int depth)
    {
        _nodes += start is AnchorAlias ? node.Size : 1;
        if (_nodes > mostValues)
            throw source.Error(
                start,
                path,
                $"There are more than {mostValues} values up to here, aliases written out.",
                "A configuration is a few dozen lines.");
        if (start is AnchorAlias)
            RefuseDepth(start, path, depth + node.Height - 1);
    }

    private void RefuseDepth(ParsingEvent start, string path, int depth)
    {
        if (depth > MaxDepth)
            throw source.Error(
                start, path, $"Mappings and lists are nested more than {MaxDepth} deep.", "A configuration is a few levels deep.");
    }

    private ConfigException Duplicate(ParsingEvent start, string keyPath, int firstLine) =>
        source.Error(
            start,
            keyPath,
            firstLine > 0 ? $"This key stands twice, first in line {firstLine}." : "This key stands twice.",
            "Remove one of them.");
}
