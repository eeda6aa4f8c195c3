namespace Dbd.Configuration;

/// <summary>Binds names of a registry with their options: <c>{SGD: {lr: 0.1}}</c>. A name whose value is null is not chosen.</summary>
internal sealed class ChoiceBinder(IReadOnlyList<IRegistry> registries, RecordBinder records)
{
    public IEnumerable<string> Names(ConfigType type) => RegistryOf(type).Entries.Select(e => e.Name);

    /// <summary>Binds a mapping of one name, or the bare name of something without required options.</summary>
    /// <returns>A <see cref="Choice{T}"/>, or null.</returns>
    /// <exception cref="ConfigException">Something is wrong.</exception>
    public object? One(ConfigPlace place, ConfigType type)
    {
        object? choice = place.Node switch
        {
            { IsNull: true } => null,
            MappingNode mapping => Among(place, mapping.Entries, type),
            ScalarNode { Kind: ScalarKind.Text } name => Bare(place, name.Text, type),
            { } other => throw place.Error(
                $"Expected the name of {Article(type)} with its options, found {other.Description}.",
                $"Write one of these: {NameList(type)}."),
        };
        return choice ?? (type.IsNullable ? null : throw NoneChosen(place, type));
    }

    /// <summary>Binds the only name with a value among some entries of a mapping.</summary>
    /// <returns>A <see cref="Choice{T}"/>; null if there is none.</returns>
    /// <exception cref="ConfigException">Something is wrong.</exception>
    public object? Among(ConfigPlace place, IEnumerable<KeyValuePair<string, ConfigNode>> entries, ConfigType type)
    {
        List<(ConfigPlace Place, RegistryEntry Entry)> chosen = Chosen(place, entries, type);
        if (chosen.Count > 1)
        {
            throw chosen[1].Place.Error(
                $"Only one {RegistryOf(type).Kind} can be chosen, and {chosen[0].Entry.Name} is too.",
                $"Remove one of them, or add --set {chosen[0].Place.Path}=null.");
        }
        return chosen.Count == 0 ? null : Make(chosen[0].Place, chosen[0].Entry, type);
    }

    /// <summary>Binds all names with a value, in order.</summary>
    /// <returns>An array of <see cref="Choice{T}"/>, empty for null.</returns>
    /// <exception cref="ConfigException">Something is wrong.</exception>
    public Array Pipeline(ConfigPlace place, ConfigType type, ConfigLimits limits)
    {
        List<(ConfigPlace Place, RegistryEntry Entry)> chosen = place.Node switch
        {
            { IsNull: true } => [],
            MappingNode mapping => Chosen(place, mapping.Entries, type),
            { } other => throw place.Error(
                $"Expected a mapping, found {other.Description}.", $"Its keys, in the order to run in: {NameList(type)}."),
        };
        limits.CheckLength(place, chosen.Count);
        Array steps = Array.CreateInstance(ChoiceOf(type), chosen.Count);
        for (int i = 0; i < steps.Length; i++)
            steps.SetValue(Make(chosen[i].Place, chosen[i].Entry, type), i);
        return steps;
    }

    public ConfigException NoneChosen(ConfigPlace place, ConfigType type) => place.Error(
        $"No {RegistryOf(type).Kind} is chosen.", $"Add one of these with its options ({{}} for the defaults): {NameList(type)}.");

    private List<(ConfigPlace Place, RegistryEntry Entry)> Chosen(
        ConfigPlace place, IEnumerable<KeyValuePair<string, ConfigNode>> entries, ConfigType type) =>
        [
            .. entries.Select(e => place.Child(e.Key, e.Value))
                .Zip(entries, (at, e) => (Place: at, Entry: EntryOf(at, e.Key, type)))
                .Where(c => !c.Place.Node.IsNull),
        ];

    private string NameList(ConfigType type) => string.Join(", ", Names(type));

    private object Bare(ConfigPlace place, string name, ConfigType type)
    {
        RegistryEntry entry = EntryOf(place, name, type);
        List<string> required = [.. RecordShape.Of(entry.OptionsType).All.Where(p => p.IsRequired).Select(p => p.Key)];
        return required.Count == 0
            ? Make(place with { Node = new MappingNode(place.Node.File, place.Node.Line, []) }, entry, type)
            : throw place.Error(
                $"{name} has options that must be given: {string.Join(", ", required)}.", $"Write {{{name}: {{{required[0]}: ..}}}}.");
    }

    private RegistryEntry EntryOf(ConfigPlace place, string name, ConfigType type)
    {
        IRegistry registry = RegistryOf(type);
        return registry.Entries.FirstOrDefault(e => e.Name == name)
            ?? throw place.Error(
                $"There is no {registry.Kind} named {YamlWriter.Text(YamlScalar.Shortened(name))}.",
                Nearest.Advice(name, [.. Names(type)], "names"));
    }

    private object Make(ConfigPlace place, RegistryEntry entry, ConfigType type)
    {
        object options = records.Record(place, entry.OptionsType);
        return Activator.CreateInstance(ChoiceOf(type), entry, options, (Func<string, ConfigLocation>)place.Locate)!;
    }

    private string Article(ConfigType type)
    {
        string kind = RegistryOf(type).Kind;
        return "aeiou".Contains(kind[0], StringComparison.Ordinal) ? $"an {kind}" : $"a {kind}";
    }

    private IRegistry RegistryOf(ConfigType type) => registries.FirstOrDefault(r => r.ProductType == type.Type)
        ?? throw new InvalidOperationException($"No registry was given for {type.Type}.");

    private static Type ChoiceOf(ConfigType type) => typeof(Choice<>).MakeGenericType(type.Type);
}
