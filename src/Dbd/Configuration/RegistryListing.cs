using System.Text;

namespace Dbd.Configuration;

/// <summary>What a registry offers, for <c>dbd list</c>.</summary>
/// <param name="Kind">What the entries are, in the singular.</param>
/// <param name="Entries">In the order of the catalogue.</param>
internal sealed record ListedRegistry(string Kind, IReadOnlyList<ListedEntry> Entries);

/// <summary>A name that a configuration may use.</summary>
/// <param name="Name">The key as written in the file.</param>
/// <param name="Summary">One line.</param>
/// <param name="Source">The paper or program it comes from.</param>
/// <param name="Options">Its keys.</param>
internal sealed record ListedEntry(string Name, string Summary, string Source, IReadOnlyList<ListedOption> Options);

/// <summary>A key of an entry.</summary>
/// <param name="Key">As written in the file.</param>
/// <param name="Type">What it accepts, with its limits, in words.</param>
/// <param name="Default">The default as YAML; null if the key is required.</param>
/// <param name="NoEffect">Why it has no effect; null if it has one.</param>
internal sealed record ListedOption(string Key, string Type, string? Default, string? NoEffect);

/// <summary>Lists registries.</summary>
internal static class RegistryListing
{
    /// <summary>The entries and options of registries, as data.</summary>
    /// <param name="registries">In the order to list.</param>
    public static IReadOnlyList<ListedRegistry> Of(params IRegistry[] registries) =>
        [.. registries.Select(r => new ListedRegistry(r.Kind, [.. r.Entries.Select(Listed)]))];

    /// <summary>The listing as plain text.</summary>
    /// <param name="listing">What <see cref="Of"/> gave.</param>
    public static string ToText(IReadOnlyList<ListedRegistry> listing)
    {
        StringBuilder text = new();
        foreach (ListedRegistry registry in listing)
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(registry.Kind).Append('\n');
            foreach (ListedEntry entry in registry.Entries)
                Append(text, entry);
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, ListedEntry entry)
    {
        text.Append("  ").Append(entry.Name).Append(": ").Append(entry.Summary).Append(" [").Append(entry.Source).Append("]\n");
        foreach (ListedOption option in entry.Options)
        {
            text.Append("    ").Append(option.Key).Append(": ").Append(option.Type);
            text.Append(option.Default is null ? " (required)" : $" (default {option.Default})");
            text.Append(option.NoEffect is null ? "" : $"; no effect: {option.NoEffect}").Append('\n');
        }
    }

    private static ListedEntry Listed(RegistryEntry entry)
    {
        RecordShape shape = RecordShape.Of(entry.OptionsType);
        object defaults = shape.New();
        return new ListedEntry(entry.Name, entry.Summary, entry.Source, [.. shape.Keyed.Select(p => Listed(p, defaults))]);
    }

    private static ListedOption Listed(ConfigProperty property, object defaults) => new(
        property.Key,
        property.Type.Description + property.Limits.Description,
        property.IsRequired ? null : YamlWriter.Flow(ConfigPrinter.Value(property.Type, property.Get(defaults))),
        property.NoEffect);
}
