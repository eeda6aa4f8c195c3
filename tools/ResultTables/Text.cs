using System.Globalization;

namespace Dbd.ResultTables;

/// <summary>How figures are written.</summary>
internal static class Text
{
    /// <summary>The rate that stands for a group of a run's readings, in percent.</summary>
    public static double Percent(EpochRecord epoch, string group) => 100 * epoch.Of(group, "acc");

    /// <summary>BA and ASR, in percent.</summary>
    public static string Pair(double? benign, double? attack) => $"{Two(benign)} / {Two(attack)}";

    /// <summary>Two digits after the point, or a dash.</summary>
    public static string Two(double? value) => value is { } known ? Fixed(known, 2) : "-";

    /// <summary>One digit after the point.</summary>
    public static string One(double value) => Fixed(value, 1);

    /// <summary>How many of an epoch's credible samples are poisoned.</summary>
    public static string Credible(EpochRecord epoch) =>
        epoch.Readings.ContainsKey("credible")
            ? $"{Count(epoch.Of("credible", "poisoned"))} of {Count(epoch.Of("credible", "samples"))}"
            : "-";

    /// <summary>A whole number, thousands apart.</summary>
    public static string Count(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>An attack's name, as it is written.</summary>
    public static string Attack(string name) => name == "badnets" ? "BadNets" : "Blend";

    private static string Fixed(double value, int digits) =>
        Math.Round((decimal)value, digits, MidpointRounding.AwayFromZero).ToString($"F{digits}", CultureInfo.InvariantCulture);
}
