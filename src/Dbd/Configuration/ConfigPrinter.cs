using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Dbd.Configuration;

/// <summary>Prints a bound record as the file that says all of it: defaults filled in, overrides applied. Bound again, it gives
/// an equal record.</summary>
internal static class ConfigPrinter
{
    /// <summary>Prints a record under the names of its keys; a key without effect has its reason behind it.</summary>
    /// <param name="record">A record made by <see cref="ConfigBinder"/>, or of such a type.</param>
    public static string ToYaml(object record) => YamlWriter.Block(Mapping(record));

    /// <summary>A scalar as it stands in a file, without quotes.</summary>
    internal static string ScalarText(object? value) => value switch
    {
        null => "null",
        true => "True",
        false => "False",
        double number => YamlScalar.Write(number),
        Enum name => SnakeCase.Of(name.ToString()),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    internal static ConfigNode Value(ConfigType type, object? value) => (type.Kind, value) switch
    {
        (_, null) => Scalar(null),
        (ConfigKind.Pipeline, IReadOnlyCollection<IChoice> { Count: 0 }) => Scalar(null),
        (ConfigKind.Pipeline, IReadOnlyCollection<IChoice> choices) => Mapping(choices.Select(Entry)),
        (ConfigKind.List, IEnumerable items) => List(items.Cast<object?>().Select(i => Value(type.Element!, i))),
        (ConfigKind.Wholes, _) => List(Wholes(value).Select(Scalar)),
        (ConfigKind.Choice, IChoice choice) => Mapping([Entry(choice)]),
        (ConfigKind.Record, _) => Mapping(value),
        _ => Scalar(value),
    };

    internal static MappingNode Mapping(object record) =>
        Mapping(RecordShape.Of(record.GetType()).All.SelectMany(p => Entries(p, p.Get(record))));

    private static IEnumerable<KeyValuePair<string, ConfigNode>> Entries(ConfigProperty property, object? value)
    {
        if (!property.IsInline)
        {
            string? comment = property.NoEffect is null ? null : $"no effect: {property.NoEffect}";
            yield return new(property.Key, Value(property.Type, value) with { Comment = comment });
        }
        else if (value is IChoice choice)
        {
            yield return Entry(choice);
        }
    }

    private static KeyValuePair<string, ConfigNode> Entry(IChoice choice) => new(choice.Name, Mapping(choice.Options));

    // A type that makes itself of whole numbers keeps them in its settable properties, in that order; null is one that was not given.
    private static IEnumerable<object?> Wholes(object value) =>
        value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => (p.PropertyType == typeof(int) || p.PropertyType == typeof(int?)) && p.CanWrite)
            .OrderBy(p => p.MetadataToken)
            .Select(p => p.GetValue(value))
            .Where(whole => whole is not null);

    private static ScalarNode Scalar(object? value) => new("", 0, ScalarText(value), IsQuoted: value is string or Enum);

    private static ListNode List(IEnumerable<ConfigNode> items) => new("", 0, [.. items]);

    private static MappingNode Mapping(IEnumerable<KeyValuePair<string, ConfigNode>> entries) => new("", 0, [.. entries]);
}
