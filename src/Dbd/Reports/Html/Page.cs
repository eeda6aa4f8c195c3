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
        <style>{Markup.Trusted(s_style)}{report.Runs.Select(WallStyle)}</style>
        </head>
        <body>
        <header><h1>{report.Title}</h1><p class="lead">{report.Summary}</p>{Lead(report.Runs)}</header>
        <main>
        {(report.Runs.Count > 1 ? Comparison(report.Runs) : Markup.None)}
        {Accuracy(report.Runs)}
        {MapSection.Write(report.Runs)}
        {Sections(report.Runs)}
        {(report.Facts.Count > 0 ? Markup.Of($"<section><h2>This report</h2>{RunSection.Facts(report.Facts)}</section>") : Markup.None)}
        </main>
        <script>{Markup.Trusted(s_script)}</script>
        </body>
        </html>
        """).ToString();

    private static Markup WallStyle(RunReport run, int id) => run.Suspects is { } wall ? Wall.Style(wall, id) : Markup.None;

    private static Markup Lead(IReadOnlyList<RunReport> runs) => runs.Count == 1 ? RunSection.Findings(runs[0]) : Markup.None;

    // Of a single run, what was found stands at the top of the page.
    private static IEnumerable<Markup> Sections(IReadOnlyList<RunReport> runs) => runs.Count == 1
        ? [RunSection.Write(runs[0], "Samples and classes", 0, Markup.None)]
        : runs.Select((run, id) => RunSection.Write(run, NameOf(runs, id), id, RunSection.Findings(run)));

    private static Markup Comparison(IReadOnlyList<RunReport> runs) => Markup.Of($"""
        <section><h2>Runs side by side</h2>
        <div class="scroll"><table>
        <thead><tr><th>run</th><th>epochs</th><th>BA</th><th>ASR</th><th>RA</th><th>target recall</th></tr></thead>
        <tbody>{runs.Select((run, id) => Compared(run, NameOf(runs, id), id))}</tbody>
        </table></div>
        </section>
        """);

    private static Markup Compared(RunReport run, string name, int id)
    {
        int epochs = Math.Max(run.BenignAccuracy.Count, run.TrainingLoss.Count);
        return Markup.Of(
            $"""<tr><th scope="row"><a href="#run{id}">{name}</a></th><td>{epochs}</td>"""
            + $"""<td>{Last(run.BenignAccuracy)}</td><td>{Last(run.AttackSuccessRate)}</td>"""
            + $"""<td>{Share(run.RobustAccuracy)}</td><td>{Share(run.TargetRecall)}</td></tr>""");
    }

    private static Markup Accuracy(IReadOnlyList<RunReport> runs)
    {
        Line[] lines =
        [
            .. runs.SelectMany((run, id) => LinesOf(run, id, runs.Count == 1 ? "" : $" {Letter(id)}"))
                .Where(l => l.Values.Any(double.IsFinite)),
        ];
        if (lines.Length == 0)
            return Markup.None;
        bool isAttackKnown = runs.Any(r => r.AttackSuccessRate.Any(double.IsFinite));
        return Markup.Of($"""
            <section><h2>Accuracy over the epochs</h2>
            <div class="pair">{LineChart.OfShares("Accuracy over the epochs", lines)}<div>{Meaning(isAttackKnown)}</div></div>
            </section>
            """);
    }

    // One run: a colour for BA and one for ASR. Several: a colour a run; ASR is dashed in either case.
    private static IEnumerable<Line> LinesOf(RunReport run, int id, string suffix) =>
    [
        new($"BA{suffix}", run.BenignAccuracy, id, IsDashed: false),
        new($"ASR{suffix}", run.AttackSuccessRate, suffix.Length == 0 ? 1 : id, IsDashed: true),
    ];

    private static Markup Meaning(bool isAttackKnown) => Markup.Of($"""
        <p class="note"><b>BA</b>: accuracy on the test images as they are.{(isAttackKnown
            ? Markup.Of(
                $" <b>ASR</b>: of the test images that the attack is tested on, mostly all of other classes than the target label, with "
                + $"the trigger added, the share that is predicted as the target label; for a defense, lower is better. "
                + $"<b>RA</b>: the share of the same images that is predicted right all the same. <b>Target recall</b>: of the clean "
                + $"test images of the target label, the share that is predicted right.")
            : Markup.None)}</p>
        """);

    private static string NameOf(IReadOnlyList<RunReport> runs, int id) => $"{Letter(id)}. {runs[id].Name}";

    /// <summary>How a run is named beside others: A, B and so on.</summary>
    public static string Letter(int id) => id < 26 ? $"{(char)('A' + id)}" : $"{id + 1}";

    private static string Last(IReadOnlyList<double> values) => Share(values.Count > 0 ? values[^1] : null);

    private static string Share(double? value) => value is { } share && double.IsFinite(share) ? share.ToString("0.00 %") : "–";

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
