namespace Dbd.Suspicion;

/// <summary>Whether doubted samples pile up under one label, or a part of one label's was learned at once. Wrong labels and hard pictures
/// are spread over the labels; poisoned samples all have the target label.</summary>
/// <remarks>
/// A label stands out if both hold of its samples that were learned before the middle of the label and are contradicted: they are at least
/// <see cref="LeastShare"/> of its samples and <see cref="TimesUsual"/> times the median label's share; and they are at least
/// <see cref="LeastEarly"/> of all that is contradicted under this label. The second is what clean data do not do: what a good model
/// takes for something else was hard for the witness too, and was learned late, whether the class is an easy or a hard one.
/// On data that are easier than a trigger the witness learns the trigger last, but then the final model hardly errs: so a label stands out
/// as well if its surely contradicted samples alone pass the first test.
/// And it stands out if its samples are of two kinds (<see cref="TwoKinds"/>) that lie <see cref="LeastDistance"/> apart, farther than the
/// median label's by <see cref="TimesUsualDistance"/>, the lower of them being from <see cref="LeastShare"/> to
/// <see cref="MostAtOnce"/> of the label: so an attack is seen that poisons pictures of the target class and leaves their labels.</remarks>
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

    /// <summary>The least distance of the two kinds of a label's samples. Of the halves of logarithms that are spread evenly it is 3.5. On
    /// CIFAR-10 clean labels have up to 2.3; the target label of BadNets, Blend and SIG, at 5 % of all samples, had 6 to 7.</summary>
    public const double LeastDistance = 4;

    /// <summary>How many times the median label's distance it must be: where labels are wrong at random, all are of two
    /// kinds.</summary>
    public const double TimesUsualDistance = 1.5;

    /// <summary>The most of a label that was learned at once: where nearly all was, the rest are its hard pictures.</summary>
    public const double MostAtOnce = 0.8;

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
    /// <param name="kinds">Of each label, whether its samples are of two kinds.</param>
    /// <param name="atOnce">How probable it is that each sample is of the kind that was fitted at once, in [0, 1].</param>
    /// <returns>[classes].</returns>
    public static IReadOnlyList<ClassDoubt> Of(Evidence evidence, double[] early, IReadOnlyList<TwoKinds> kinds, double[] atOnce)
    {
        ILookup<int, int> samples = evidence.SamplesByLabel();
        ILookup<int, int> contradicted = Enumerable.Range(0, evidence.Count)
            .Where(evidence.IsContradicted)
            .ToLookup(i => evidence.Labels[i]);
        return Judged([.. Enumerable.Range(0, evidence.Classes).Select(label => new ClassDoubt(
            samples[label].Count(),
            contradicted[label].Count(),
            contradicted[label].Count(i => early[i] > Middle),
            contradicted[label].Count(i => evidence.LabelProbabilities[i] < VeryImprobable))
        {
            KindsDistance = kinds[label].Distance,
            FittedAtOnce = samples[label].Count(i => atOnce[i] > Middle),
        })]);
    }

    /// <summary>Says which labels stand out.</summary>
    /// <param name="labels">Their counts.</param>
    public static IReadOnlyList<ClassDoubt> Judged(IReadOnlyList<ClassDoubt> labels)
    {
        double usualEarly = Median(labels, l => l.EarlyShare);
        double usualSure = Median(labels, l => l.SureShare);
        double usualDistance = Median(labels, l => l.KindsDistance);
        return [.. labels.Select(label => Judged(label, usualEarly, usualSure, usualDistance))];
    }

    /// <summary>How many poisoned samples a label of middle size must have to stand out, if they are all learned early and
    /// contradicted.</summary>
    /// <param name="labels">Their counts.</param>
    public static int LeastSeen(IReadOnlyList<ClassDoubt> labels)
    {
        double share = Math.Max(LeastShare, (TimesUsual - 1) * Median(labels, l => l.EarlyShare));
        return Math.Max(LeastSamples, (int)Math.Ceiling(share * UsualCount(labels)));
    }

    private static ClassDoubt Judged(ClassDoubt label, double usualEarly, double usualSure, double usualDistance)
    {
        label = label with { IsOfTwoKinds = IsOfTwoKinds(label, usualDistance) };
        if (Unusual(label, label.EarlyContradicted, usualEarly) is { } early && label.EarlyContradicted >= LeastEarly * label.Contradicted)
            return label with { Standing = Standing.EarlyAndContradicted, Poisoned = label.IsOfTwoKinds ? label.FittedAtOnce : early };
        if (label.IsOfTwoKinds)
            return label with { Standing = Standing.FittedAtOnce, Poisoned = label.FittedAtOnce };
        return Unusual(label, label.SurelyContradicted, usualSure) is { } sure
            ? label with { Standing = Standing.Contradicted, Poisoned = sure }
            : label;
    }

    private static bool IsOfTwoKinds(ClassDoubt label, double usualDistance) =>
        label.Count >= LeastOfLabel
        && label.KindsDistance >= Math.Max(LeastDistance, TimesUsualDistance * usualDistance)
        && label.FittedAtOnce >= LeastShare * label.Count && label.FittedAtOnce <= MostAtOnce * label.Count;

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
