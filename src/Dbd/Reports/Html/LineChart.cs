namespace Dbd.Reports.Html;

/// <summary>A line of a <see cref="LineChart"/>.</summary>
/// <param name="Name">Stands at its end.</param>
/// <param name="Values">One an epoch, from epoch 1; gaps are NaN.</param>
/// <param name="Colour">Number of its colour.</param>
/// <param name="IsDashed">Whether it is dashed.</param>
internal sealed record Line(string Name, IReadOnlyList<double> Values, int Colour, bool IsDashed);

/// <summary>Curves over the epochs, as SVG. Each line has its name at its end, so that nobody needs a legend or its colour.</summary>
internal static class LineChart
{
    private const double Width = 420;
    private const double Height = 260;
    private const double Left = 56;
    private const double Right = 92;
    private const double Top = 14;
    private const double Bottom = 38;
    private const double LabelHeight = 14;

    /// <summary>A chart of shares: 0 to 100 %.</summary>
    public static Markup OfShares(string title, IReadOnlyList<Line> lines) =>
        Draw(
            title,
            [.. lines.Select(l => l with { Values = [.. l.Values.Select(v => v * 100)] })],
            new Scale(0, 100, Height - Bottom, Top),
            "0' %'");

    /// <summary>A chart of values from 0.</summary>
    public static Markup OfValues(string title, IReadOnlyList<Line> lines)
    {
        double most = lines.SelectMany(l => l.Values).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        double step = Scale.RoundStep(most / 4);
        double top = Math.Max(step, Math.Ceiling(most / step) * step);
        return Draw(title, lines, new Scale(0, top, Height - Bottom, Top), "0.###");
    }

    private static Markup Draw(string title, IReadOnlyList<Line> lines, Scale y, string format)
    {
        int epochs = Math.Max(2, lines.Max(l => l.Values.Count));
        Scale x = new(1, epochs, Left, Width - Right);
        return Markup.Of($"""
            <svg class="chart" viewBox="0 0 {Width} {Height}" role="img" aria-label="{Told(title, lines, format)}">
            {y.Ticks(5).Select(v => Level(y[v], v.ToString(format)))}
            {x.Ticks(6, least: 1).Where(v => v >= 1).Select(v => Epoch(x[v], v))}
            <text class="tick middle" x="{(Left + Width - Right) / 2}" y="{Height - 4}">epoch</text>
            {lines.Select(l => Curve(l, x, y))}
            {Names(lines, x, y)}
            </svg>
            """);
    }

    private static Markup Level(double place, string value) => Markup.Of(
        $"""<path class="grid" d="M{Left} {place}H{Width - Right}"/>"""
        + $"""<text class="tick end" x="{Left - 6}" y="{place + 4}">{value}</text>""");

    private static Markup Epoch(double place, double epoch) => Markup.Of(
        $"""<path class="grid" d="M{place} {Height - Bottom}v4"/>"""
        + $"""<text class="tick middle" x="{place}" y="{Height - Bottom + 17}">{epoch}</text>""");

    private static Markup Curve(Line line, Scale x, Scale y)
    {
        List<string> path = [];
        bool isGap = true;
        foreach ((int i, double value) in line.Values.Index())
        {
            if (double.IsFinite(value))
                path.Add(FormattableString.Invariant($"{(isGap ? 'M' : 'L')}{x[i + 1]:0.#} {y[value]:0.#}"));
            isGap = !double.IsFinite(value);
        }
        string kind = line.IsDashed ? "line dashed" : "line";
        // A round end, so that a single epoch shows as a point.
        string dot = path.Count == 0 ? "" : $"M{path[^1][1..]}h0";
        return Markup.Of(
            $"""<path class="{kind} k{Palette.Of(line.Colour)}" d="{string.Concat(path)}"/>"""
            + $"""<path class="dot k{Palette.Of(line.Colour)}" d="{dot}"/>""");
    }

    // Names stand beside the last values, moved apart where these are near to each other.
    private static IEnumerable<Markup> Names(IReadOnlyList<Line> lines, Scale x, Scale y)
    {
        double above = double.NegativeInfinity;
        (Line Line, double Place, int Epoch)[] ends = [.. lines
            .Select(l => (Line: l, Epoch: l.Values.ToList().FindLastIndex(double.IsFinite) + 1))
            .Where(e => e.Epoch > 0)
            .Select(e => (e.Line, Place: y[e.Line.Values[e.Epoch - 1]], e.Epoch))
            .OrderBy(e => e.Place)];
        double room = Height - Bottom - Top;
        double step = Math.Min(LabelHeight, room / Math.Max(1, ends.Length));
        foreach ((int i, (Line line, double place, int epoch)) in ends.Index())
        {
            double lowest = Height - Bottom + 4 - (ends.Length - 1 - i) * step;
            above = Math.Min(Math.Max(place + 4, above + step), Math.Max(lowest, above + step));
            yield return Markup.Of($"""<text class="name t{Palette.Of(line.Colour)}" x="{x[epoch] + 8}" y="{above}">{line.Name}</text>""");
        }
    }

    private static string Told(string title, IReadOnlyList<Line> lines, string format) =>
        $"{title}. " + string.Join("; ", lines.Select(l => $"{l.Name}: {Last(l).ToString(format)} at the end"));

    private static double Last(Line line) => line.Values.LastOrDefault(double.IsFinite, double.NaN);
}
