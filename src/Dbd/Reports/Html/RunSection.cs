namespace Dbd.Reports.Html;

/// <summary>The part of the page that is about one run.</summary>
internal static class RunSection
{
    /// <summary>Writes it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="heading">Its heading.</param>
    /// <param name="id">Its number on the page.</param>
    /// <param name="findings">What was found; nothing where it is said elsewhere.</param>
    public static Markup Write(RunReport run, string heading, int id, Markup findings) => Markup.Of($"""
        <section class="run" id="run{id}">
        <h2>{heading}</h2>
        {findings}
        <div class="pair">
        {Part("Loss of the training samples", run.Losses.Count > 0, () => Histogram.Draw(run.Losses))}
        {Part("Training loss", run.TrainingLoss.Any(double.IsFinite), () => Loss(run.TrainingLoss))}
        </div>
        {Part("Classes", run.Classes.Count > 0, () => ClassTables.Counts(run.Classes, run.ClassNames))}
        {Part("Test images: true and predicted", run.Confusion.Count > 0, () => ClassTables.Confusion(run.Confusion, run.ClassNames))}
        {Part("How well the poisoned samples are found", run.Detection.Count > 0, () => Sentences(run.Detection))}
        {Part("What the most suspicious pictures share", run.Shared is not null, () => SharedSection.Write(run.Shared!, run.ClassNames))}
        {Part("Most suspicious pictures", run.Suspects is { Suspects.Count: > 0 }, () => Suspects(run, id))}
        {Part("Particulars", run.Facts.Count > 0, () => Facts(run.Facts))}
        {(run.Config.Length == 0 ? Markup.None : Markup.Of($"<details><summary>Configuration</summary><pre>{run.Config}</pre></details>"))}
        </section>
        """);

    /// <summary>What was found, in words and in figures.</summary>
    public static Markup Findings(RunReport run) => Markup.Of($"""
        <p>{run.Findings}</p>
        {(run.Figures.Count == 0 ? Markup.None : List("figures", run.Figures))}
        """);

    /// <summary>Names and values.</summary>
    public static Markup Facts(IEnumerable<Fact> facts) => List("facts", facts);

    private static Markup List(string kind, IEnumerable<Fact> facts) =>
        Markup.Of($"""<dl class="{kind}">{facts.Select(f => Markup.Of($"<div><dt>{f.Name}</dt><dd>{f.Value}</dd></div>"))}</dl>""");

    private static Markup Sentences(IEnumerable<string> sentences) =>
        Markup.Of($"""<ul>{sentences.Select(s => Markup.Of($"<li>{s}</li>"))}</ul>""");

    private static Markup Loss(IReadOnlyList<double> values) =>
        LineChart.OfValues("Training loss", [new Line("loss", values, 0, IsDashed: false)]);

    private static Markup Suspects(RunReport run, int id) => Markup.Of($"""
        <p>Each with the label that it came with and, after the arrow, the one that the model believes.
        A thick frame: suspected.{(run.Suspects!.Poisoned.Count > 0 ? " △: known to be poisoned." : "")}</p>
        {Wall.Draw(run.Suspects!, run.ClassNames, id)}
        """);

    private static Markup Part(string title, bool isKnown, Func<Markup> content) =>
        isKnown ? Markup.Of($"""<div class="part"><h3>{title}</h3>{content()}</div>""") : Markup.None;
}
