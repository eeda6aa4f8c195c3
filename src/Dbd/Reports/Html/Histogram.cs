namespace Dbd.Reports.Html;

/// <summary>Losses of groups of samples, a row of bars each over one axis, as SVG.</summary>
internal static class Histogram
{
    private const int Bins = 48;
    private const double Width = 420;
    private const double RowHeight = 78;
    private const double Left = 10;
    private const double Right = 10;
    private const double Bottom = 36;
    private const double Caption = 20;

    /// <summary>Draws them; a group without samples is left out.</summary>
    public static Markup Draw(IReadOnlyList<LossGroup> groups)
    {
        groups = [.. groups.Where(g => g.Losses.Count > 0)];
        double most = groups.SelectMany(g => g.Losses).Select(l => (double)l).DefaultIfEmpty(1).Max();
        Scale x = new(0, most > 0 ? most : 1, Left, Width - Right);
        double height = groups.Count * RowHeight + Bottom;
        double axis = groups.Count * RowHeight;
        return Markup.Of($"""
            <svg class="chart" viewBox="0 0 {Width} {height}" role="img" aria-label="{Told(groups)}">
            {groups.Select((g, i) => Row(g, i, x))}
            <path class="axis" d="M{Left} {axis}H{Width - Right}"/>
            {x.Ticks(6).Select(v => Tick(x[v], axis, v))}
            <text class="tick middle" x="{Width / 2}" y="{height - 4}">loss of a sample, nats</text>
            </svg>
            """);
    }

    private static Markup Tick(double place, double axis, double value) => Markup.Of(
        $"""<path class="grid" d="M{place} {axis}v4"/>"""
        + $"""<text class="tick middle" x="{place}" y="{axis + 17}">{value.ToString("0.##")}</text>""");

    private static Markup Row(LossGroup group, int row, Scale x)
    {
        int[] counts = Counts(group.Losses, x.To);
        double floor = (row + 1) * RowHeight;
        double width = (Width - Left - Right) / Bins;
        Scale y = new(0, counts.Max(), 0, RowHeight - Caption - 6);
        string bars = string.Concat(counts.Index().Where(c => c.Item > 0).Select(c =>
            FormattableString.Invariant(
                $"M{Left + c.Index * width + 0.5:0.#} {floor:0.#}v{-Math.Max(1, y[c.Item]):0.#}h{width - 1:0.#}V{floor:0.#}z")));
        double median = group.Losses.Order().ElementAt(group.Losses.Count / 2);
        return Markup.Of($"""
            <path class="bars f{Palette.Of(row)}" d="{bars}"/><path class="axis" d="M{Left} {floor}H{Width - Right}"/>
            <text class="name" x="{Left}" y="{floor - RowHeight + 14}">{group.Name}: {group.Losses.Count.ToString("N0")}</text>
            <text class="tick end" x="{Width - Right}" y="{floor - RowHeight + 14}">median {median.ToString("0.00")}</text>
            """);
    }

    internal static int[] Counts(IReadOnlyList<float> losses, double most)
    {
        int[] counts = new int[Bins];
        foreach (float loss in losses)
            counts[Math.Clamp((int)(loss / most * Bins), 0, Bins - 1)]++;
        return counts;
    }

    private static string Told(IReadOnlyList<LossGroup> groups) =>
        "Histograms of losses. "
            + string.Join("; ", groups.Select(g => $"{g.Name}: {g.Losses.Count} samples, mean {g.Losses.Average():0.00}"));
}
