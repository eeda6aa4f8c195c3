using System.Globalization;
using System.Text;

namespace Dbd.Reports.Html;

/// <summary>A map of features, as SVG. A class is two paths, its dots and its crosses (suspected), and has its name where it is most among
/// itself; triangles stand around what is known to be poisoned.</summary>
internal static class MapChart
{
    private const double Size = 400;
    private const double Margin = 14;

    private const double Near = 24;
    private const double OtherWeight = 0.3;

    // Half of a long name.
    private const double NameRoom = 36;

    // With more classes their names would cover the map.
    private const int MostNames = 20;

    /// <summary>Draws a map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="classNames">In label order.</param>
    public static Markup Draw(FeatureMap map, IReadOnlyList<string> classNames)
    {
        MapSample[] samples = Placed(map.Samples);
        ILookup<int, MapSample> byLabel = samples.ToLookup(s => s.Label);
        string told = $"{map.Title}: a map of {samples.Length} samples, {samples.Count(s => s.IsSuspected)} of them suspected";
        return Markup.Of($"""
            <svg class="map" viewBox="0 0 {Size} {Size}" role="img" aria-label="{told}">
            {classNames.Select((_, label) => Points(label, [.. byLabel[label]]))}
            <path class="poisoned" d="{Path(samples.Where(s => s.IsPoisoned), "m0-5l4.4 7.6h-8.8z")}"/>
            {(classNames.Count <= MostNames ? classNames.Select((name, label) => Name(name, label, samples)) : [])}
            </svg>
            """);
    }

    private static Markup Points(int label, MapSample[] samples)
    {
        MapSample[] usual = [.. samples.Where(s => !s.IsSuspected)];
        MapSample[] suspected = [.. samples.Where(s => s.IsSuspected)];
        string crosses = Path(suspected, "m-3-3l6 6m0-6l-6 6");
        return Markup.Of($"""
            <path class="points k{Palette.Of(label)}" data-label="{label}" data-index="{Indices(usual)}" d="{Path(usual, "h0")}"/>
            <path class="crosses k{Palette.Of(label)}" data-label="{label}" data-index="{Indices(suspected)}" d="{crosses}"/>
            """);
    }

    // Where the class is most among itself; the middle of all its samples may be the midst of others.
    private static Markup Name(string name, int label, MapSample[] samples)
    {
        MapSample[] own = [.. samples.Where(s => s.Label == label)];
        if (own.Length == 0)
            return Markup.None;
        MapSample place = own.MaxBy(s => samples.Where(o => IsNear(s, o)).Sum(o => o.Label == label ? 1 : -OtherWeight));
        double x = Math.Clamp(place.X, NameRoom, Size - NameRoom);
        return Markup.Of(
            $"""<text class="place middle t{Palette.Of(label)}" data-label="{label}" x="{x}" y="{place.Y + 4}">{name}</text>""");
    }

    private static bool IsNear(MapSample a, MapSample b) => (a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y) < Near * Near;

    private static string Path(IEnumerable<MapSample> samples, string mark)
    {
        StringBuilder path = new();
        foreach (MapSample s in samples)
            path.Append(CultureInfo.InvariantCulture, $"M{s.X:0.#} {s.Y:0.#}{mark}");
        return path.ToString();
    }

    private static string Indices(IEnumerable<MapSample> samples) => string.Join(' ', samples.Select(s => s.Index));

    // Scaled to the square, the same both ways; y grows downwards on a page.
    private static MapSample[] Placed(IReadOnlyList<MapSample> samples)
    {
        if (samples.Count == 0)
            return [];
        (float left, float right) = (samples.Min(s => s.X), samples.Max(s => s.X));
        (float low, float high) = (samples.Min(s => s.Y), samples.Max(s => s.Y));
        double scale = (Size - 2 * Margin) / Math.Max(Math.Max(right - left, high - low), 1e-9);
        return [.. samples.Select(s => s with
        {
            X = (float)(Size / 2 + (s.X - (left + right) / 2) * scale),
            Y = (float)(Size / 2 - (s.Y - (low + high) / 2) * scale),
        })];
    }
}
