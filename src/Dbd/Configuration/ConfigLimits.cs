using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Dbd.Configuration;

/// <summary>What the attributes of a property allow: <see cref="RangeAttribute"/> and <see cref="AllowedValuesAttribute"/> for a
/// scalar and each entry of a list, <see cref="LengthAttribute"/>, <see cref="MinLengthAttribute"/> and
/// <see cref="MaxLengthAttribute"/> for lists and text.</summary>
internal sealed class ConfigLimits(PropertyInfo property)
{
    private readonly RangeAttribute? _range = property.GetCustomAttribute<RangeAttribute>();
    private readonly List<string>? _allowed =
        property.GetCustomAttribute<AllowedValuesAttribute>()?.Values.Select(ConfigPrinter.ScalarText).ToList();
    private readonly int _minLength = property.GetCustomAttribute<LengthAttribute>()?.MinimumLength
        ?? property.GetCustomAttribute<MinLengthAttribute>()?.Length ?? 0;
    private readonly int _maxLength = property.GetCustomAttribute<LengthAttribute>()?.MaximumLength
        ?? property.GetCustomAttribute<MaxLengthAttribute>()?.Length ?? int.MaxValue;
    private readonly bool _isText = property.PropertyType == typeof(string);

    /// <summary>The limits in words, as a continuation of the type's description; empty if there are none.</summary>
    public string Description => string.Concat(
        _allowed is null ? "" : $", one of {string.Join(", ", _allowed)}",
        _range is null ? "" : $" {RangeText(_range)}",
        HasLength ? $", {LengthText}" : "");

    private bool HasLength => _minLength > 0 || _maxLength < int.MaxValue;

    private string LengthText => (_minLength, _maxLength) switch
    {
        _ when _minLength == _maxLength => $"exactly {Count(_minLength)}",
        (_, int.MaxValue) => $"at least {Count(_minLength)}",
        (0, _) => $"at most {Count(_maxLength)}",
        _ => $"{_minLength} to {Count(_maxLength)}",
    };

    /// <summary>Checks a scalar.</summary>
    /// <exception cref="ConfigException">It is not allowed.</exception>
    public void Check(ConfigPlace place, object value)
    {
        string text = ConfigPrinter.ScalarText(value);
        if (_allowed?.Contains(text, StringComparer.Ordinal) == false)
            throw place.Error($"{Shown(value)} is not allowed.", Nearest.Advice(text, _allowed, "values"));
        if (_range is not null && !IsWithin(_range, Convert.ToDouble(value, CultureInfo.InvariantCulture)))
            throw place.Error($"Expected a number {RangeText(_range)}, found {text}.");
        if (_isText && value is string s)
            CheckLength(place, s.Length);
    }

    /// <summary>Checks the length of a list or text.</summary>
    /// <exception cref="ConfigException">It is too short or too long.</exception>
    public void CheckLength(ConfigPlace place, int length)
    {
        if (length < _minLength || length > _maxLength)
            throw place.Error($"Expected {LengthText}, found {length}.");
    }

    private string Count(int length) => (_isText, length) switch
    {
        (true, 1) => "1 character",
        (true, _) => $"{length} characters",
        (_, 1) => "1 entry",
        _ => $"{length} entries",
    };

    private static string Shown(object value) =>
        value is string s ? YamlWriter.Text(YamlScalar.Shortened(s)) : ConfigPrinter.ScalarText(value);

    private static bool IsWithin(RangeAttribute range, double value)
    {
        (double low, double high) = (Bound(range.Minimum), Bound(range.Maximum));
        return (range.MinimumIsExclusive ? value > low : value >= low) && (range.MaximumIsExclusive ? value < high : value <= high);
    }

    private static string RangeText(RangeAttribute range)
    {
        string low = $"{(range.MinimumIsExclusive ? "above" : "at least")} {ConfigPrinter.ScalarText(range.Minimum)}";
        string high = $"{(range.MaximumIsExclusive ? "below" : "at most")} {ConfigPrinter.ScalarText(range.Maximum)}";
        return (IsUnbounded(range.Minimum), IsUnbounded(range.Maximum)) switch
        {
            (true, _) => range.MaximumIsExclusive ? high : $"of {high}",
            (_, true) => range.MinimumIsExclusive ? low : $"of {low}",
            _ when !range.MinimumIsExclusive && !range.MaximumIsExclusive =>
                $"from {ConfigPrinter.ScalarText(range.Minimum)} to {ConfigPrinter.ScalarText(range.Maximum)}",
            _ => $"{low} and {high}",
        };
    }

    private static bool IsUnbounded(object bound) => Bound(bound) is <= int.MinValue or >= int.MaxValue;

    private static double Bound(object bound) => Convert.ToDouble(bound, CultureInfo.InvariantCulture);
}
