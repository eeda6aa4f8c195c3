namespace Dbd.Reports.Html;

/// <summary>The maps of all runs, with one legend.</summary>
internal static class MapSection
{
    /// <summary>Writes it; nothing where no run has a map.</summary>
    public static Markup Write(IReadOnlyList<RunReport> runs)
    {
        (FeatureMap Map, int Run)[] maps = [.. runs.SelectMany((run, id) => run.Maps.Select(m => (m, id)))];
        if (maps.Length == 0)
            return Markup.None;
        MapSample[] samples = [.. maps.SelectMany(m => m.Map.Samples)];
        return Markup.Of($"""
            <section><h2>Maps of the features</h2>
            <p>{Meaning(samples)}<span class="live"> Choose a label to see it alone.</span></p>
            {Legend(runs[0].ClassNames)}
            <div class="maps">{maps.Select(m => Figure(m.Map, runs[m.Run], runs.Count > 1 ? $"{Page.Letter(m.Run)}. " : ""))}</div>
            </section>
            """);
    }

    private static Markup Meaning(MapSample[] samples) => Markup.Of(
        $"Samples that a network finds alike lie near to each other. A dot's colour is the label that the sample came with; "
        + $"names stand where their class is most among itself.{(samples.Any(s => s.IsSuspected) ? " ×: suspected." : "")}"
        + $"{(samples.Any(s => s.IsPoisoned) ? " △: known to be poisoned." : "")}");

    private static Markup Figure(FeatureMap map, RunReport run, string letter) => Markup.Of(
        $"""<figure>{MapChart.Draw(map, run.ClassNames)}<figcaption>{letter}{map.Title}</figcaption></figure>""");

    private static Markup Legend(IReadOnlyList<string> names) => Markup.Of($"""
        <div class="legend" role="group" aria-label="labels">{names.Select(Choice)}</div>
        """);

    private static Markup Choice(string name, int label) => Markup.Of(
        $"""<button type="button" data-label="{label}" aria-pressed="false">"""
        + $"""<span class="chip k{Palette.Of(label)}"></span>{name}</button>""");
}
