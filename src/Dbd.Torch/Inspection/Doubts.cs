using Dbd.Data;
using Dbd.Poisoning;
using Dbd.Reports.Html;
using Dbd.Suspicion;
using Dbd.Suspicion.Pictures;
using Dbd.Torch.Evaluation;

namespace Dbd.Torch.Inspection;

/// <summary>How far the labels of the training samples are to be believed.</summary>
/// <remarks>Where a run knows its suspects, they are taken. Else a sample is as suspicious as its label is improbable to the model; it is
/// suspected if the label's probability is at most 0.1 and, in DBD, the label is not credible.</remarks>
internal sealed class Doubts
{
    private const double LeastScore = 0.9;

    private readonly Suspect[] _bySample;
    private readonly int[] _ranked;
    private readonly bool[]? _credible;

    private Doubts(Suspect[] bySample, int[] ranked, bool[]? credible, bool areGiven) =>
        (_bySample, _ranked, _credible, AreGiven) = (bySample, ranked, credible, areGiven);

    /// <summary>Nothing was asked of the labels.</summary>
    public static Doubts None { get; } = new([], [], null, areGiven: false);

    /// <summary>Number of suspected samples.</summary>
    public int Suspected => _bySample.Count(s => s.IsSuspected);

    /// <summary>Number of credible samples; null where all labels are kept.</summary>
    public int? Credible => _credible?.Count(c => c);

    /// <summary>Whether anything was asked of the labels.</summary>
    public bool AreKnown => _bySample.Length > 0;

    /// <summary>Whether the suspects were found before, by other means than this model's probabilities.</summary>
    public bool AreGiven { get; }

    /// <summary>The doubts of a model.</summary>
    /// <param name="judged">What it makes of the training samples, in file order.</param>
    /// <param name="data">The training set.</param>
    /// <param name="credible">Whether each sample keeps its label; null where all do.</param>
    /// <param name="known">Suspects that were found already.</param>
    public static Doubts Of(SampleJudgements judged, StampedSource data, bool[]? credible, IReadOnlyList<Suspect>? known)
    {
        Suspect[] bySample =
            [.. Enumerable.Range(0, judged.Count).Select(i => Doubted(judged, i, data.Label(i), known is null && credible?[i] != true))];
        if (known is not null)
            bySample = With(known, bySample);
        // Beyond float's precision all improbable labels are equally so; the loss still tells them apart.
        int[] ranked =
            [.. Enumerable.Range(0, judged.Count).OrderByDescending(i => bySample[i].Score).ThenByDescending(i => judged.Losses[i])];
        return new Doubts(bySample, ranked, credible, known is not null);
    }

    /// <summary>Whether a sample is suspected.</summary>
    public bool IsSuspected(int sample) => AreKnown && _bySample[sample].IsSuspected;

    /// <summary>What is said of every sample, in file order.</summary>
    public IReadOnlyList<Suspect> BySample => _bySample;

    /// <summary>The losses of credible and other samples, and where an attack is known, of poisoned ones.</summary>
    public IReadOnlyList<LossGroup> LossGroups(SampleJudgements judged, StampedSource data)
    {
        List<LossGroup> groups = _credible is { } credible
            ? [Group("credible", i => credible[i]), Group("not credible", i => !credible[i])]
            : [Group("all samples", _ => true)];
        groups.Add(Group("poisoned (known)", data.IsPoisoned));
        return [.. groups.Where(g => g.Losses.Count > 0)];

        LossGroup Group(string name, Func<int, bool> isIn) =>
            new(name, [.. Enumerable.Range(0, judged.Count).Where(isIn).Select(i => judged.Losses[i]).Where(float.IsFinite)]);
    }

    /// <summary>What is known of each class.</summary>
    /// <param name="data">The training set.</param>
    /// <param name="confusions">Test images by true and predicted label; empty if there was no test.</param>
    public IReadOnlyList<ClassRow> ByClass(StampedSource data, int[][] confusions)
    {
        ILookup<int, int> samples = Enumerable.Range(0, data.Count).ToLookup(data.Label);
        bool isAttackKnown = Enumerable.Range(0, data.Count).Any(data.IsPoisoned);
        return [.. data.ClassNames.Select((_, label) => new ClassRow(
            samples[label].Count(),
            _credible is { } credible ? samples[label].Count(i => credible[i]) : null,
            AreKnown ? samples[label].Count(IsSuspected) : null,
            isAttackKnown ? samples[label].Count(data.IsPoisoned) : null,
            confusions.Length > 0 && confusions[label].Sum() is > 0 and var all ? (double)confusions[label][label] / all : null))];
    }

    /// <summary>The most suspicious samples with their pictures: of all, and some of each label.</summary>
    public SuspectWall Wall(StampedSource data, int most)
    {
        int ofEach = Math.Max(2, most / data.ClassNames.Count);
        int[] seen = new int[data.ClassNames.Count];
        int[] shown = [.. _ranked.Where((sample, rank) => seen[data.Label(sample)]++ < ofEach || rank < most)];
        return new SuspectWall(
            [.. shown.Select(i => _bySample[i])],
            PictureSheet.Of(data.Shape, [.. shown.Select(i => data.Read(i))]),
            shown.Where(data.IsPoisoned).ToHashSet());
    }

    /// <summary>What the most suspicious samples have in common; null where they are too few.</summary>
    public SharedTraits? Shared(StampedSource data) => SharedTraits.Of(data, _ranked);

    /// <summary>The label of which far more samples are suspected than is usual, if there is one: the likely target label.</summary>
    /// <remarks>A rule of thumb: at least twice the usual share, and a twentieth of its samples.</remarks>
    /// <param name="classes">What is known of each class.</param>
    /// <param name="usual">For each class, the share to be expected without any false label.</param>
    public static int? LabelThatStandsOut(IReadOnlyList<ClassRow> classes, IReadOnlyList<double> usual)
    {
        double[] shares = [.. SharesOf(classes)];
        int highest = Enumerable.Range(0, shares.Length).MaxBy(label => shares[label] - usual[label]);
        return shares[highest] >= 0.05 && shares[highest] >= 2 * usual[highest] ? highest : null;
    }

    /// <summary>For each class, the share of suspects to be expected without any false label: that of clean test images whose label the
    /// model disbelieves as much. For suspects that were found by other means it is the share of the class in the middle.</summary>
    /// <param name="classes">What is known of each class.</param>
    /// <param name="tested">What the model makes of the test set.</param>
    /// <param name="test">The clean test set.</param>
    public IReadOnlyList<double> UsualShares(IReadOnlyList<ClassRow> classes, SampleJudgements tested, StampedSource test)
    {
        double middle = SharesOf(classes).Order().ElementAt((classes.Count - 1) / 2);
        ILookup<int, float> probabilities = tested.LabelProbabilities.Index().ToLookup(p => test.Label(p.Index), p => p.Item);
        return [.. classes.Select((_, label) => AreGiven || !probabilities.Contains(label)
            ? middle
            : probabilities[label].Average(p => 1 - p >= LeastScore ? 1.0 : 0))];
    }

    private static IEnumerable<double> SharesOf(IReadOnlyList<ClassRow> classes) =>
        classes.Select(c => c.Count == 0 ? 0 : (double)(c.Suspected ?? 0) / c.Count);

    private static Suspect Doubted(SampleJudgements judged, int sample, int label, bool mayBeSuspected)
    {
        double score = Math.Clamp(1.0 - judged.LabelProbabilities[sample], 0, 1);
        return new Suspect(sample, label, judged.Believed[sample], score, mayBeSuspected && score >= LeastScore);
    }

    private static Suspect[] With(IReadOnlyList<Suspect> known, Suspect[] bySample)
    {
        Suspect[] all = [.. bySample.Select(s => s with { Score = 0, IsSuspected = false })];
        foreach (Suspect suspect in known)
            all[suspect.Index] = suspect;
        return all;
    }
}
