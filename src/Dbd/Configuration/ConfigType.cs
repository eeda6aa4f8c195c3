using System.Reflection;

namespace Dbd.Configuration;

/// <summary>The forms that a value in a file can have.</summary>
internal enum ConfigKind
{
    Text,
    Truth,
    Whole,
    Number,
    Enumeration,

    /// <summary>A list of any of these.</summary>
    List,

    /// <summary>A whole number or a list of them, for a type that makes itself of them.</summary>
    Wholes,

    /// <summary>A <see cref="Choice{T}"/>: one name of a registry, with its options.</summary>
    Choice,

    /// <summary>Several choices in order.</summary>
    Pipeline,

    /// <summary>A mapping with keys of its own.</summary>
    Record,
}

/// <summary>What a property accepts.</summary>
/// <param name="Kind">The form in the file.</param>
/// <param name="Type">The type without its nullability: for a list that of the list, for a choice what the registry makes.</param>
/// <param name="IsNullable">Whether null is a value.</param>
/// <param name="Element">What a list holds.</param>
internal sealed record ConfigType(ConfigKind Kind, Type Type, bool IsNullable, ConfigType? Element = null)
{
    /// <summary>What a person writes for it.</summary>
    public string Description => Kind switch
    {
        ConfigKind.Text => "text",
        ConfigKind.Truth => "True or False",
        ConfigKind.Whole => "a whole number",
        ConfigKind.Number => "a number",
        ConfigKind.Enumeration => $"one of {string.Join(", ", EnumNames(Type))}",
        ConfigKind.List => $"a list, each entry {Element!.Description}",
        ConfigKind.Wholes => "a whole number or a list of them",
        ConfigKind.Choice => "a name with its options",
        ConfigKind.Pipeline => "names with their options, in order",
        _ when FromName(Type) is not null => "a name or a mapping of keys",
        _ => "a mapping of keys",
    };

    public static ConfigType Of(NullabilityInfo info)
    {
        Type? value = Nullable.GetUnderlyingType(info.Type);
        Type type = value ?? info.Type;
        bool isNullable = value is not null || (!type.IsValueType && info.ReadState is NullabilityState.Nullable);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Choice<>))
            return new ConfigType(ConfigKind.Choice, type.GenericTypeArguments[0], isNullable);
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IReadOnlyList<>))
            return new ConfigType(KindOf(type), type, isNullable);
        ConfigType element = Of(info.GenericTypeArguments[0]);
        return element is { Kind: ConfigKind.Choice, IsNullable: false }
            ? new ConfigType(ConfigKind.Pipeline, element.Type, isNullable)
            : new ConfigType(ConfigKind.List, type, isNullable, element);
    }

    public static IEnumerable<string> EnumNames(Type type) => Enum.GetNames(type).Select(SnakeCase.Of);

    /// <summary>Makes a value of a type of <see cref="ConfigKind.Wholes"/>.</summary>
    public static object Make(Type type, int[] values) =>
        FromConfig(type, typeof(IReadOnlyList<int>))!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [values], null)!;

    /// <summary>Makes a record of a mere name; null for a record that has to be a mapping.</summary>
    public static Func<string, object>? FromName(Type record) => FromConfig(record, typeof(string))?.CreateDelegate<Func<string, object>>();

    private static MethodInfo? FromConfig(Type type, Type argument) =>
        type.GetMethod("FromConfig", BindingFlags.Public | BindingFlags.Static, [argument]) is { } method
            && method.ReturnType == type ? method : null;

    private static ConfigKind KindOf(Type type)
    {
        if (type == typeof(string))
            return ConfigKind.Text;
        if (type == typeof(bool))
            return ConfigKind.Truth;
        if (type == typeof(int) || type == typeof(long))
            return ConfigKind.Whole;
        if (type == typeof(double))
            return ConfigKind.Number;
        if (type.IsEnum)
            return ConfigKind.Enumeration;
        if (FromConfig(type, typeof(IReadOnlyList<int>)) is not null)
            return ConfigKind.Wholes;
        return type is { IsClass: true, IsAbstract: false } && type.GetConstructor(Type.EmptyTypes) is not null
            ? ConfigKind.Record
            : throw new NotSupportedException($"{type} cannot be bound: give it a constructor without parameters and settable properties.");
    }
}
