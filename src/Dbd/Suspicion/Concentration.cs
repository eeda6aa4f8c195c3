namespace Dbd.Suspicion;

/// <summary>Whether doubted samples pile up under one label. Wrong labels and hard pictures are spread over the labels; poisoned samples
/// all have the target label.</summary>
/// <remarks>
/// A label stands out if both hold of its samples that were learned before the middle of the label and are contradicted: they are at least
/// <see cref="LeastShare"/> of its samples and <see cref="TimesUsual"/> times the median label's share; and they are at least
/// <see cref="LeastEarly"/> of all that is contradicted under this label. The second is what clean data do not do: what a good model
/// takes for something else was hard for the witness too, and was learned late, whether the class is an easy or a hard one.
/// On data that are easier than a trigger the witness learns the trigger last, but then the final model hardly errs: so a label stands out
/// as well if its surely contradicted samples alone pass the first test.</remarks>
internal static class Concentration
{
    /// <summary>The least share of a label's samples.</summary>
    public const double LeastShare = 0.05;

    /// <summary>How much more than the median label's it must be.</summary>
    public const double TimesUsual = 3;

    /// <summary>The least share of what is contradicted under a label that was learned early.</summary>
    public const double LeastEarly = 1.0 / 3;

    /// <summary>The most that a model may contradict of the median label's samples, if it is to tell anything. Of these about a third are
    /// early, and poisoned samples would have to be <see cref="TimesUsual"/> times as many: at a poison ratio of 5 % and 10 classes they
    /// are a third of the target label's samples, and no more.</summary>
    public const double MostContradicted = 1.0 / 3;

    // Few samples make no share.
    private const int LeastSamples = 5;

    /// <summary>The least samples of a label that anything can be told of: of fewer, what a model errs in piles up by chance.</summary>
    public const int LeastOfLabel = 100;

    private const double Middle = 0.5;

    /// <summary>A label less probable than this is surely contradicted.</summary>
    public const float VeryImprobable = 0.1f;

    /// <summary>What speaks against each label.</summary>
    /// <param name="evidence">What was measured.</param>
    /// <param name="early">How early each sample was learned, among its label's, in (0, 1).</param>
    /// <returns>[classes].</returns>
    public static IReadOnlyList<ClassDoubt> Of(Evidence evidence, double[] early)
    {
        ILookup<int, int> contradicted = Enumerable.Range(0, evidence.Count)
            .Where(evidence.IsContradicted)
            .ToLookup(i => evidence.Labels[i]);
        return Judged([.. Enumerable.Range(0, evidence.Classes).Select(label => new ClassDoubt(
            evidence.Labels.Count(l => l == label),
            contradicted[label].Count(),
            contradicted[label].Count(i => early[i] > Middle),
            contradicted[label].Count(i => evidence.LabelProbabilities[i] < VeryImprobable)))]);
    }

    /// <summary>Says which labels stand out.</summary>
    /// <param name="labels">Their counts.</param>
    public static IReadOnlyList<ClassDoubt> Judged(IReadOnlyList<ClassDoubt> labels)
    {
        double usualEarly = Median(labels, l => l.EarlyShare);
        double usualSure = Median(labels, l => l.SureShare);
        return [.. labels.Select(label => Judged(label, usualEarly, usualSure))];
    }

    /// <summary>How many poisoned samples a label of middle size must have to stand out, if they are all learned early and
    /// contradicted.</summary>
    /// <param name="labels">Their counts.</param>
    public static int LeastSeen(IReadOnlyList<ClassDoubt> labels)
    {
        double share = Math.Max(LeastShare, (TimesUsual - 1) * Median(labels, l => l.EarlyShare));
        return Math.Max(LeastSamples, (int)Math.Ceiling(share * UsualCount(labels)));
    }

    private static ClassDoubt Judged(ClassDoubt label, double usualEarly, double usualSure)
    {
        if (Unusual(label, label.EarlyContradicted, usualEarly) is { } early && label.EarlyContradicted >= LeastEarly * label.Contradicted)
            return label with { Standing = Standing.EarlyAndContradicted, Poisoned = early };
        return Unusual(label, label.SurelyContradicted, usualSure) is { } sure
            ? label with { Standing = Standing.Contradicted, Poisoned = sure }
            : label;
    }

    // How many more there are than is usual; null if that is not much.
    private static int? Unusual(ClassDoubt label, int samples, double usual)
    {
        int more = samples - (int)(usual * label.Count);
        bool isMuch = more >= LeastSamples && more >= LeastShare * label.Count && samples >= TimesUsual * usual * label.Count;
        return isMuch && label.Count >= LeastOfLabel ? more : null;
    }

    /// <summary>The samples of the label of middle size; 0 where there are none.</summary>
    public static int UsualCount(IReadOnlyList<ClassDoubt> labels) => (int)Median(labels, l => l.Count);

    // The lower one of the two in the middle: of two classes one may be the target.
    internal static double Median(IReadOnlyList<ClassDoubt> labels, Func<ClassDoubt, double> share)
    {
        double[] shares = [.. labels.Where(l => l.Count > 0).Select(share).Order()];
        return shares.Length == 0 ? 0 : shares[(shares.Length - 1) / 2];
    }
}
