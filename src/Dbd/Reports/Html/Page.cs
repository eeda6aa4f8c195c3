using System.Security.Cryptography;
using System.Text;

namespace Dbd.Reports.Html;

/// <summary>The whole page. It asks for nothing from elsewhere, and its policy forbids it to.</summary>
internal static class Page
{
    private static readonly string s_style = Resource("report.css");
    private static readonly string s_script = Resource("report.js");

    /// <summary>The mark by which a page of this program is known.</summary>
    public static Markup Generator { get; } = Markup.Of($"""<meta name="generator" content="dbd report">""");

    /// <summary>Writes the page of a report.</summary>
    public static string Write(HtmlReport report) => Markup.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        {Generator}
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy" content="{Policy()}">
        <title>{report.Title}</title>
        <style>{Markup.Trusted(s_style)}{report.Runs.Select((run, id) => run.Suspects is { } wall ? Wall.Style(wall, id) : Markup.None)}</style>
        </head>
        <body>
        <header><h1>{report.Title}</h1><p class="lead">{report.Summary}</p>{(report.Runs.Count == 1 ? RunSection.Findings(report.Runs[0]) : Markup.None)}</header>
        <main>
        {(report.Runs.Count > 1 ? Comparison(report.Runs) : Markup.None)}
        {Accuracy(report.Runs)}
        {Maps(report.Runs)}
        {Sections(report.Runs)}
        {(report.Facts.Count > 0 ? Markup.Of($"<section><h2>This report</h2>{RunSection.Facts(report.Facts)}</section>") : Markup.None)}
        </main>
        <script>{Markup.Trusted(s_script)}</script>
        </body>
        </html>
        """).ToString();

    // Of a single run, what was found stands at the top of the page.
    private static IEnumerable<Markup> Sections(IReadOnlyList<RunReport> runs) => runs.Count == 1
        ? [RunSection.Write(runs[0], "Samples and classes", 0, Markup.None)]
        : runs.Select((run, id) => RunSection.Write(run, NameOf(runs, id), id, RunSection.Findings(run)));

    private static Markup Comparison(IReadOnlyList<RunReport> runs) => Markup.Of($"""
        <section><h2>Runs side by side</h2>
        <div class="scroll"><table>
        <thead><tr><th>run</th><th>epochs</th><th>BA</th><th>ASR</th></tr></thead>
        <tbody>{runs.Select((run, id) => Markup.Of($"""<tr><th scope="row"><a href="#run{id}">{NameOf(runs, id)}</a></th><td>{Math.Max(run.BenignAccuracy.Count, run.TrainingLoss.Count)}</td><td>{Last(run.BenignAccuracy)}</td><td>{Last(run.AttackSuccessRate)}</td></tr>"""))}</tbody>
        </table></div>
        </section>
        """);

    private static Markup Accuracy(IReadOnlyList<RunReport> runs)
    {
        Line[] lines =
        [
            .. runs.SelectMany((run, id) => LinesOf(run, id, runs.Count == 1 ? "" : $" {Letter(id)}"))
                .Where(l => l.Values.Any(double.IsFinite)),
        ];
        if (lines.Length == 0)
            return Markup.None;
        return Markup.Of($"""
            <section><h2>Accuracy over the epochs</h2>
            <div class="pair">{LineChart.OfShares("Accuracy over the epochs", lines)}<div>{Meaning(runs.Any(r => r.AttackSuccessRate.Any(double.IsFinite)))}</div></div>
            </section>
            """);
    }

    // One run: a colour for BA and one for ASR. Several: a colour a run; ASR is dashed in either case.
    private static IEnumerable<Line> LinesOf(RunReport run, int id, string suffix) =>
    [
        new($"BA{suffix}", run.BenignAccuracy, id, IsDashed: false),
        new($"ASR{suffix}", run.AttackSuccessRate, suffix.Length == 0 ? 1 : id, IsDashed: true),
    ];

    private static Markup Maps(IReadOnlyList<RunReport> runs)
    {
        (FeatureMap Map, int Run)[] maps = [.. runs.SelectMany((run, id) => run.Maps.Select(m => (m, id)))];
        if (maps.Length == 0)
            return Markup.None;
        MapSample[] samples = [.. maps.SelectMany(m => m.Map.Samples)];
        return Markup.Of($"""
            <section><h2>Maps of the features</h2>
            <p>Samples that a network finds alike lie near to each other. A dot's colour is the label that the sample came with; names stand where their class is most among itself.{(samples.Any(s => s.IsSuspected) ? " ×: suspected." : "")}{(samples.Any(s => s.IsPoisoned) ? " △: known to be poisoned." : "")}<span class="live"> Choose a label to see it alone.</span></p>
            {Legend(runs[0].ClassNames)}
            <div class="maps">{maps.Select(m => Markup.Of($"""<figure>{MapChart.Draw(m.Map, runs[m.Run].ClassNames)}<figcaption>{(runs.Count > 1 ? $"{Letter(m.Run)}. " : "")}{m.Map.Title}</figcaption></figure>"""))}</div>
            </section>
            """);
    }

    private static Markup Legend(IReadOnlyList<string> names) => Markup.Of($"""
        <div class="legend" role="group" aria-label="labels">{names.Select((name, label) => Markup.Of($"""<button type="button" data-label="{label}" aria-pressed="false"><span class="chip k{Palette.Of(label)}"></span>{name}</button>"""))}</div>
        """);

    private static Markup Meaning(bool isAttackKnown) => Markup.Of($"""
        <p class="note"><b>BA</b>: accuracy on the clean test images.{(isAttackKnown
            ? Markup.Of($" <b>ASR</b>: of the test images whose true label is not the target label, with the trigger added, the share that is predicted as the target label; for a defense, lower is better.")
            : Markup.None)}</p>
        """);

    private static string NameOf(IReadOnlyList<RunReport> runs, int id) => $"{Letter(id)}. {runs[id].Name}";

    private static string Letter(int id) => id < 26 ? $"{(char)('A' + id)}" : $"{id + 1}";

    private static string Last(IReadOnlyList<double> values) =>
        values.Count > 0 && double.IsFinite(values[^1]) ? values[^1].ToString("0.00 %") : "–";

    // The one script that may run is this project's; style stands in the page.
    private static string Policy() =>
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src "
            + $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(s_script)))}'; "
            + "base-uri 'none'; form-action 'none'";

    private static string Resource(string name)
    {
        using Stream stream = typeof(Page).Assembly.GetManifestResourceStream($"Dbd.Reports.Html.{name}")!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
