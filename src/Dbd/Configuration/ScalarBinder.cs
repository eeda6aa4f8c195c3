namespace Dbd.Configuration;

/// <summary>Binds text, truth values, numbers and names of an enum. Nothing is converted in silence: text that looks like a
/// number has to be quoted, a whole number has no point.</summary>
internal static class ScalarBinder
{
    /// <summary>Binds a scalar that is not null.</summary>
    /// <exception cref="ConfigException">It is of another type, or not within the limits.</exception>
    public static object Bind(ConfigPlace place, ConfigType type, ConfigLimits limits)
    {
        if (place.Node is not ScalarNode scalar)
            throw Mismatch(place, type, "");
        object value = type.Kind switch
        {
            ConfigKind.Text when scalar.Kind is ScalarKind.Text => scalar.Text,
            ConfigKind.Truth when scalar.Kind is ScalarKind.Truth => YamlScalar.Truth(scalar.Text),
            ConfigKind.Whole when scalar.Kind is ScalarKind.Whole => Whole(place, scalar.Text, type.Type),
            ConfigKind.Number when scalar.Kind is ScalarKind.Whole or ScalarKind.Number => Finite(place, scalar.Text),
            ConfigKind.Enumeration when scalar.Kind is ScalarKind.Text => Name(place, scalar.Text, type.Type),
            _ => throw Mismatch(place, type, Advice(scalar, type.Kind)),
        };
        limits.Check(place, value);
        return value;
    }

    private static object Whole(ConfigPlace place, string text, Type type) => YamlScalar.WholeOf(text) switch
    {
        { } value when type == typeof(long) => value,
        >= int.MinValue and <= int.MaxValue and { } value => (object)(int)value,
        _ => throw place.Error($"The number {text} is too large.", type == typeof(long) ? "It must fit 64 bits." : "It must fit 32 bits."),
    };

    private static double Finite(ConfigPlace place, string text) => YamlScalar.NumberOf(text) switch
    {
        double value when double.IsFinite(value) => value,
        _ => throw place.Error($"The number {text} is too large.", "It must fit a 64-bit float."),
    };

    private static object Name(ConfigPlace place, string text, Type type)
    {
        List<string> names = [.. ConfigType.EnumNames(type)];
        int index = names.IndexOf(text);
        return index >= 0
            ? Enum.Parse(type, Enum.GetNames(type)[index])
            : throw place.Error($"{YamlWriter.Text(YamlScalar.Shortened(text))} is not allowed.", Nearest.Advice(text, names, "values"));
    }

    private static ConfigException Mismatch(ConfigPlace place, ConfigType type, string advice) =>
        place.Error($"Expected {type.Description}, found {place.Node.Description}.", advice);

    private static string Advice(ScalarNode scalar, ConfigKind kind) => (kind, scalar.Kind) switch
    {
        (ConfigKind.Text, _) => "Put it in quotes if it is meant as text.",
        (ConfigKind.Truth, ScalarKind.Text) when YamlScalar.IsOldTruth(scalar.Text) => "Write True or False.",
        (ConfigKind.Number, ScalarKind.NotFinite) => "It must be finite.",
        (_, ScalarKind.Text) when scalar.IsQuoted && YamlScalar.KindOf(scalar.Text) is not ScalarKind.Text => "Remove the quotes.",
        _ => "",
    };
}
