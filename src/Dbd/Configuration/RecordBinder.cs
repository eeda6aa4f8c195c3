namespace Dbd.Configuration;

/// <summary>Binds mappings to records, lists to lists, and leaves the rest to <see cref="ScalarBinder"/> and
/// <see cref="ChoiceBinder"/>.</summary>
internal sealed class RecordBinder
{
    private readonly ChoiceBinder _choices;

    public RecordBinder(IReadOnlyList<IRegistry> registries) => _choices = new ChoiceBinder(registries, this);

    /// <summary>Binds a mapping, or the mere name of what has a <c>FromConfig(string)</c>. The first thing reported is an unknown key,
    /// then a missing one, then a wrong value, each in order: a misspelt key should be named before the one it was meant for is called
    /// missing.</summary>
    /// <exception cref="ConfigException">Something is wrong.</exception>
    public object Record(ConfigPlace place, Type type)
    {
        if (place.Node is ScalarNode { Kind: ScalarKind.Text } name && ConfigType.FromName(type) is { } named)
            return Validated(place, named(name.Text));
        RecordShape shape = RecordShape.Of(type);
        MappingNode mapping = place.Node as MappingNode ?? throw place.Error(
            $"Expected a mapping of keys, found {place.Node.Description}.", $"Its keys: {string.Join(", ", KnownKeys(shape))}.");
        RefuseUnknown(place, mapping, shape);
        RefuseMissing(place, mapping, shape);
        object record = shape.New();
        foreach ((string key, ConfigNode value) in mapping.Entries)
        {
            if (shape.Find(key) is { } property)
                property.Set(record, Value(place.Child(key, value), property.Type, property.Limits));
        }
        BindInline(place, mapping, shape, record);
        return Validated(place, record);
    }

    /// <summary>Binds any value.</summary>
    /// <exception cref="ConfigException">Something is wrong.</exception>
    public object? Value(ConfigPlace place, ConfigType type, ConfigLimits limits) => type.Kind switch
    {
        ConfigKind.Pipeline => _choices.Pipeline(place, type, limits),
        ConfigKind.Choice => _choices.One(place, type),
        _ when place.Node.IsNull => type.IsNullable
            ? null
            : throw place.Error(
                $"Expected {type.Description}, found nothing (null).",
                "Write a value behind the colon, or remove the key if it has a default."),
        ConfigKind.List => List(place, type, limits),
        ConfigKind.Wholes => Wholes(place, type, limits),
        ConfigKind.Record => Record(place, type.Type),
        _ => ScalarBinder.Bind(place, type, limits),
    };

    private Array List(ConfigPlace place, ConfigType type, ConfigLimits limits)
    {
        ListNode list = place.Node as ListNode
            ?? throw place.Error($"Expected {type.Description}, found {place.Node.Description}.", "Write it in brackets: [a, b].");
        limits.CheckLength(place, list.Items.Length);
        Array values = Array.CreateInstance(type.Type.GenericTypeArguments[0], list.Items.Length);
        for (int i = 0; i < values.Length; i++)
            values.SetValue(Value(place.Item(i, list.Items[i]), type.Element!, limits), i);
        return values;
    }

    private object Wholes(ConfigPlace place, ConfigType type, ConfigLimits limits)
    {
        ConfigType whole = new(ConfigKind.Whole, typeof(int), IsNullable: false);
        ConfigType wholes = new(ConfigKind.List, typeof(IReadOnlyList<int>), IsNullable: false, whole);
        int[] values = place.Node switch
        {
            ListNode => (int[])List(place, wholes, limits),
            ScalarNode { Kind: ScalarKind.Whole } => [(int)ScalarBinder.Bind(place, whole, limits)],
            { } other => throw place.Error($"Expected {type.Description}, found {other.Description}.", "Write 32, or [32, 32]."),
        };
        return place.Locating(() => ConfigType.Make(type.Type, values));
    }

    private void RefuseUnknown(ConfigPlace place, MappingNode mapping, RecordShape shape)
    {
        List<string> known = [.. KnownKeys(shape)];
        foreach ((string key, ConfigNode value) in mapping.Entries)
        {
            if (!known.Contains(key))
                throw place.Child(key, value).Error("This key is unknown.", Nearest.Advice(key, known, "keys"));
        }
    }

    private void RefuseMissing(ConfigPlace place, MappingNode mapping, RecordShape shape)
    {
        if (shape.Keyed.FirstOrDefault(p => p.IsRequired && mapping[p.Key] is null) is { } missing)
        {
            string what = missing.Type.Kind is ConfigKind.Choice or ConfigKind.Pipeline
                ? $"{missing.Type.Description}: {string.Join(", ", _choices.Names(missing.Type))}"
                : missing.Type.Description + missing.Limits.Description;
            string orNull = missing.Type.IsNullable ? ", or null" : "";
            throw new ConfigException(place.Locate(missing.Key), "This key is missing.", $"Add it: {what}{orNull}.");
        }
    }

    private void BindInline(ConfigPlace place, MappingNode mapping, RecordShape shape, object record)
    {
        if (shape.Inline is not { } inline)
            return;
        object? choice = _choices.Among(place, mapping.Entries.Where(e => shape.Find(e.Key) is null), inline.Type);
        if (choice is not null)
            inline.Set(record, choice);
        else if (inline.IsRequired && !inline.Type.IsNullable)
            throw _choices.NoneChosen(place, inline.Type);
    }

    private IEnumerable<string> KnownKeys(RecordShape shape) =>
        shape.Keyed.Select(p => p.Key).Concat(shape.Inline is null ? [] : _choices.Names(shape.Inline.Type));

    private static object Validated(ConfigPlace place, object record) => place.Locating(() =>
    {
        (record as IValidated)?.Validate();
        return record;
    });
}
