using System.Collections.Immutable;

namespace Dbd.Configuration;

/// <summary>A value of a YAML file and where it stands. Nodes are immutable and shared: an alias is the node it names.</summary>
/// <param name="File">The file as the user named it, or <c>--set</c>.</param>
/// <param name="Line">The line of its key, or of the value itself within a list, from 1; 0 if there is none.</param>
internal abstract record ConfigNode(string File, int Line)
{
    /// <summary>Printed behind the value.</summary>
    public string? Comment { get; init; }

    /// <summary>How many nodes it is, itself and aliases written out included.</summary>
    public virtual int Size => 1;

    /// <summary>How many levels it is; 1 for a scalar.</summary>
    public virtual int Height => 1;

    public bool IsNull => this is ScalarNode { Kind: ScalarKind.Null };

    /// <summary>What it is, for "found ..".</summary>
    public abstract string Description { get; }
}

internal sealed record ScalarNode(string File, int Line, string Text, bool IsQuoted) : ConfigNode(File, Line)
{
    public ScalarKind Kind => IsQuoted ? ScalarKind.Text : YamlScalar.KindOf(Text);

    public override string Description => Kind switch
    {
        ScalarKind.Null => "nothing (null)",
        ScalarKind.Truth or ScalarKind.NotFinite => Text,
        ScalarKind.Whole or ScalarKind.Number => $"the number {YamlScalar.Shortened(Text)}",
        _ => $"the text \"{YamlScalar.Shortened(Text)}\"",
    };
}

internal sealed record ListNode(string File, int Line, ImmutableArray<ConfigNode> Items) : ConfigNode(File, Line)
{
    public override int Size { get; } = 1 + Items.Sum(i => i.Size);

    public override int Height { get; } = 1 + Items.Select(i => i.Height).DefaultIfEmpty().Max();

    public override string Description => "a list";
}

/// <summary>Keys and their values, in the order of the file: order matters, it is the order of a pipeline.</summary>
internal sealed record MappingNode(string File, int Line, ImmutableArray<KeyValuePair<string, ConfigNode>> Entries)
    : ConfigNode(File, Line)
{
    public override int Size { get; } = 1 + Entries.Sum(e => e.Value.Size);

    public override int Height { get; } = 1 + Entries.Select(e => e.Value.Height).DefaultIfEmpty().Max();

    public override string Description => Entries.IsEmpty ? "an empty mapping" : "a mapping of keys";

    public IEnumerable<string> Keys => Entries.Select(e => e.Key);

    public ConfigNode? this[string key]
    {
        get
        {
            foreach ((string name, ConfigNode value) in Entries)
            {
                if (name == key)
                    return value;
            }
            return null;
        }
    }

    /// <summary>The same with one key replaced, where it stands, or added at a place, the end unless told.</summary>
    public MappingNode With(string key, ConfigNode value, int? place = null)
    {
        KeyValuePair<string, ConfigNode> entry = new(key, value);
        int at = Keys.ToList().IndexOf(key);
        return new MappingNode(File, Line, at < 0 ? Entries.Insert(place ?? Entries.Length, entry) : Entries.SetItem(at, entry));
    }

    /// <summary>The same without a key.</summary>
    public MappingNode Without(string key) => new(File, Line, Entries.RemoveAll(e => e.Key == key));
}
