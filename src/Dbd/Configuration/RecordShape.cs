using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Dbd.Configuration;

/// <summary>The keys of a record type, looked up once.</summary>
internal sealed class RecordShape
{
    private static readonly ConcurrentDictionary<Type, RecordShape> s_shapes = new();

    private readonly Type _type;

    private RecordShape(Type type)
    {
        _type = type;
        NullabilityInfoContext nullability = new();
        All =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p.SetMethod is { IsPublic: true })
                .OrderBy(p => p.MetadataToken)
                .Select(p => new ConfigProperty(p, nullability.Create(p))),
        ];
        Keyed = [.. All.Where(p => !p.IsInline)];
        Inline = All.SingleOrDefault(p => p.IsInline);
    }

    /// <summary>All properties, in the order of the source.</summary>
    public IReadOnlyList<ConfigProperty> All { get; }

    /// <summary>Those with a key of their own.</summary>
    public IReadOnlyList<ConfigProperty> Keyed { get; }

    /// <summary>The choice whose name stands beside the keys, if there is one.</summary>
    public ConfigProperty? Inline { get; }

    public static RecordShape Of(Type type) => s_shapes.GetOrAdd(type, static t => new RecordShape(t));

    /// <summary>A record with its defaults; what is required is still to be set.</summary>
    public object New() => Activator.CreateInstance(_type)!;

    public ConfigProperty? Find(string key) => Keyed.FirstOrDefault(p => p.Key == key);
}

/// <summary>One key of a record.</summary>
internal sealed class ConfigProperty(PropertyInfo property, NullabilityInfo nullability)
{
    public string Key { get; } = property.GetCustomAttribute<ConfigKeyAttribute>()?.Name ?? SnakeCase.Of(property.Name);

    public ConfigType Type { get; } = ConfigType.Of(nullability);

    public ConfigLimits Limits { get; } = new(property);

    public bool IsRequired { get; } = property.IsDefined(typeof(RequiredMemberAttribute));

    public bool IsInline { get; } = property.IsDefined(typeof(InlineAttribute));

    /// <summary>Why it has no effect; null if it has one.</summary>
    public string? NoEffect { get; } = property.GetCustomAttribute<NoEffectAttribute>()?.Reason;

    public object? Get(object record) => property.GetValue(record);

    public void Set(object record, object? value) => property.SetValue(record, value);
}
