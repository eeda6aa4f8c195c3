namespace Dbd.Suspicion;

/// <summary>How suspicious each training sample is, and which label is likely an attack's target.</summary>
/// <remarks>
/// A poisoned sample is learned early by ordinary training, because a trigger is easier than an object; and it is not believed by a model
/// that was defended, because without its label the picture is what it is; and it has the label in which such samples pile up. So
/// score = weight of the label * sqrt(early * doubted), where
/// early is the mean of two ranks within the label: of the witness's loss, lowest first, and of the share of the same label among
/// the neighbours by the witness's features; doubted is the mean of three: of the mean loss in stage 3, of how improbable the final
/// model finds the label, and of how few neighbours by SimCLR's features have it.
/// The geometric mean is an "and": a clean easy sample is early and believed, a clean hard one is doubted and late, and neither gets far.
/// Ranks are within the label, so that a class that is easy as a whole is not suspected as a whole.
/// The weight is 1 for a label that stands out (<see cref="Concentration"/>), else between 0.1 and 0.5, growing with the share of its
/// samples that are early and contradicted. Where a part of a label's samples was fitted at once and the final model believes it, as it
/// does where an attack leaves labels as they are, score = early. Of a label whose samples are of two kinds the score is the mean of that
/// and of how probable it is that the sample was fitted at once. Every part is in [0, 1], and more evidence never makes a score smaller.
/// </remarks>
public sealed class Suspicions
{
    private const double LeastWeight = 0.1;
    private const double MostWeightOfOthers = 0.5;

    // What is of the kind fitted at once with more than this is left out: a poisoned sample that stays costs more than innocent ones that
    // go.
    private const double LeastAtOnce = 0.01;

    private readonly int[] _given;

    private Suspicions(
        double[] early, double[] doubted, double[] atOnce, double[] scores, int[] given, IReadOnlyList<ClassDoubt> labels)
    {
        (Early, Doubted, AtOnce, Scores, _given, Labels) = (early, doubted, atOnce, scores, given, labels);
        IsSuspected = Highest(_ => 1);
        bool[] next = Highest(LeftOutOfEachSuspected);
        IsLeftOut = [.. given.Select((label, i) => next[i] || (Labels[label].IsOfTwoKinds && AtOnce[i] > LeastAtOnce))];
    }

    /// <summary>How early each sample is learned, among its label's: in (0, 1).</summary>
    public IReadOnlyList<double> Early { get; }

    /// <summary>How far each label is doubted, among its label's: in (0, 1).</summary>
    public IReadOnlyList<double> Doubted { get; }

    /// <summary>How probable it is that the witness fitted each sample at once, if its label's samples are of two kinds, in
    /// [0, 1].</summary>
    public IReadOnlyList<double> AtOnce { get; }

    /// <summary>How suspicious each sample is, in [0, 1].</summary>
    public IReadOnlyList<double> Scores { get; }

    /// <summary>Whether a sample looks poisoned: of a label that stands out, as many of the highest score as look so.</summary>
    public IReadOnlyList<bool> IsSuspected { get; }

    /// <summary>Whether a sample is better left out of training: what is suspected, and as a precaution more of the next highest score
    /// under the same label, among which there are poisoned ones too.</summary>
    /// <remarks>Half as many again; where the label's samples are of two kinds, a quarter, or none where the final model believes them, and
    /// in any case what is of the kind fitted at once with a probability above 1 %.</remarks>
    public IReadOnlyList<bool> IsLeftOut { get; }

    /// <summary>Whether a sample that is not left out is better trained with its label only while the model that is trained agrees: the
    /// final model contradicts it, under a label that stands out but whose poisoned samples are not a kind of their own.</summary>
    public bool IsAsked(int sample, int believed) =>
        believed != _given[sample] && Labels[_given[sample]] is { Standing: not Standing.No, IsOfTwoKinds: false };

    /// <summary>What speaks against each label.</summary>
    public IReadOnlyList<ClassDoubt> Labels { get; }

    /// <summary>The label that is most likely an attack's target; null if none stands out.</summary>
    public int? Target =>
        StandingOut.OrderByDescending(l => (double)l.Item.Poisoned / l.Item.Count).Select(l => (int?)l.Index).FirstOrDefault();

    /// <summary>Whether the final model contradicts more than <see cref="Concentration.MostContradicted"/> of the median label's samples:
    /// it is too weak to tell, and that no label stands out says nothing.</summary>
    public bool IsTooWeakToTell => UsualContradicted > Concentration.MostContradicted;

    /// <summary>Whether the middle one of the labels has fewer than <see cref="Concentration.LeastOfLabel"/> samples.</summary>
    public bool AreTooFewToTell => Concentration.UsualCount(Labels) is > 0 and < Concentration.LeastOfLabel;

    /// <summary>What that amounts to.</summary>
    public Verdict Verdict => Target is not null ? Verdict.AttackFound
        : IsTooWeakToTell || AreTooFewToTell ? Verdict.CannotTell
        : Verdict.NothingStandsOut;

    /// <summary>The samples, most suspicious first.</summary>
    public IEnumerable<int> Ranked => Enumerable.Range(0, Scores.Count).OrderByDescending(i => Scores[i]);

    /// <summary>Weighs the evidence.</summary>
    /// <param name="evidence">What was measured.</param>
    public static Suspicions Of(Evidence evidence)
    {
        int[] labels = evidence.Labels;
        double[] early = Mean(Lowest(evidence.EarlyLosses, labels), LabelRanks.Of(evidence.EarlyNeighbours, labels));
        double[] doubted = Mean(
            LabelRanks.Of(evidence.Losses, labels), Lowest(evidence.LabelProbabilities, labels), Lowest(evidence.Neighbours, labels));
        ILookup<int, int> samples = evidence.SamplesByLabel();
        TwoKinds[] kinds = [.. Enumerable.Range(0, evidence.Classes)
            .Select(label => TwoKinds.Of(samples[label].Select(i => evidence.EarlyLosses[i])))];
        double[] atOnce = [.. labels.Select((label, i) => kinds[label].AtOnce(evidence.EarlyLosses[i]))];
        IReadOnlyList<ClassDoubt> concentration = Concentration.Of(evidence, early, kinds, atOnce);
        double[] scores = [.. labels.Select((label, i) => Score(concentration[label], early[i], doubted[i], atOnce[i]))];
        return new Suspicions(early, doubted, atOnce, scores, labels, concentration);
    }

    private IEnumerable<(int Index, ClassDoubt Item)> StandingOut => Labels.Index().Where(l => l.Item.Standing != Standing.No);

    private double UsualContradicted => Concentration.Median(Labels, l => l.ContradictedShare);

    /// <summary>The verdict in a line.</summary>
    /// <param name="classNames">In label order.</param>
    public string Headline(IReadOnlyList<string> classNames) => Verdict switch
    {
        Verdict.AttackFound =>
            $"Attack found: label {Target} ({classNames[Target!.Value]}), {Labels[Target.Value].Poisoned:N0} samples look poisoned",
        Verdict.NothingStandsOut => "Nothing stands out",
        _ => AreTooFewToTell ? "Cannot tell: the samples are too few" : "Cannot tell: the model is too weak",
    };

    /// <summary>What was found: a plain sentence for each label that stands out, or one that none does, or that none can be told.</summary>
    /// <param name="classNames">In label order.</param>
    public IEnumerable<string> Sentences(IReadOnlyList<string> classNames)
    {
        if (Target is null)
        {
            yield return AreTooFewToTell
                ? $"No label stands out, but that says nothing: of fewer than {Concentration.LeastOfLabel} samples a label, nothing can be "
                    + "told. Add more."
                : IsTooWeakToTell
                ? $"No label stands out, but that says little: the model contradicts {UsualContradicted:P0} of a label's samples, "
                    + "and is too weak to tell false labels from hard pictures. Train longer."
                : "No label stands out: nothing here looks like a poisoned data set. An attack on fewer than about "
                    + $"{Concentration.LeastSeen(Labels):N0} samples of a label would not have been seen.";
            yield break;
        }
        foreach ((int label, ClassDoubt doubt) in StandingOut.OrderByDescending(l => l.Item.Poisoned))
        {
            string name = $"Label {label} ({classNames[label]})";
            yield return doubt.Standing == Standing.FittedAtOnce
                ? $"{name}: {doubt.Poisoned:N0} of {doubt.Count:N0} samples were learned at once, and the others hardly: they share "
                    + "something that is not the object. An attack that leaves labels as they are looks so; so does a label that mixes two "
                    + "things. Look at them."
                : $"{name}: {doubt.Poisoned:N0} of {doubt.Count:N0} samples look poisoned. It may be an attack's target.";
        }
    }

    private static double Score(ClassDoubt label, double early, double doubted, double atOnce)
    {
        double score = Score(label, early, doubted);
        return label.IsOfTwoKinds ? (atOnce + score) / 2 : score;
    }

    private static double Score(ClassDoubt label, double early, double doubted) => label.Standing switch
    {
        Standing.EarlyAndContradicted => Math.Sqrt(early * doubted),
        // The final model was taken in: what it doubts says nothing.
        Standing.FittedAtOnce => early,
        // The witness was blind: what it fits says nothing.
        Standing.Contradicted => doubted,
        _ => Math.Clamp(MostWeightOfOthers * label.EarlyShare / Concentration.LeastShare, LeastWeight, MostWeightOfOthers)
            * Math.Sqrt(early * doubted),
    };

    // The same holds of those next in score, but where the poisoned ones are a kind of their own, fewer of these are.
    private static double LeftOutOfEachSuspected(ClassDoubt label) => label switch
    {
        { Standing: Standing.FittedAtOnce } => 1,
        { IsOfTwoKinds: true } => 1.25,
        _ => 1.5,
    };

    // Of each label, as many of the highest score as look poisoned, times a factor.
    private bool[] Highest(Func<ClassDoubt, double> factor)
    {
        bool[] highest = new bool[_given.Length];
        foreach (IGrouping<int, int> label in Enumerable.Range(0, _given.Length).GroupBy(i => _given[i]))
        {
            ClassDoubt doubt = Labels[label.Key];
            foreach (int i in label.OrderByDescending(i => Scores[i]).Take((int)(factor(doubt) * doubt.Poisoned)))
                highest[i] = true;
        }
        return highest;
    }

    private static double[] Lowest(float[] values, int[] labels) => LabelRanks.Of([.. values.Select(v => -v)], labels);

    private static double[] Mean(params double[][] ranks) =>
        [.. Enumerable.Range(0, ranks[0].Length).Select(i => ranks.Average(r => r[i]))];
}
