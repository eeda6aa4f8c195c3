namespace Dbd.Suspicion;

/// <summary>What is done with samples whose label the judge does not believe, but which nothing else speaks against.</summary>
internal enum DoubtedUse
{
    /// <summary>They are trained with their label from the first.</summary>
    Keep,

    /// <summary>They are trained with their label from the first, but for those under a label of which samples are suspected that the judge
    /// mostly doubts too: as <see cref="Agree"/> says.</summary>
    AgreeWhereSuspected,

    /// <summary>They are trained with their label as soon as, and as long as, the model that is trained agrees with it.</summary>
    Agree,
}

/// <summary>What is done with samples that are left out.</summary>
internal enum LeftOutUse
{
    /// <summary>Nothing.</summary>
    Drop,

    /// <summary>They are trained with another label than their own, once the model that is trained is sure of it.</summary>
    Relabel,
}

/// <summary>Which samples a model is trained on, and with which label: by what a judge said of them, and by what the model itself has come
/// to believe.</summary>
/// <remarks>A label that is left out is never used again, however much the model agrees with it: it would agree with a trigger.</remarks>
internal sealed class TrainingLabels
{
    private readonly Suspect[] _judged;
    private readonly bool[] _isDoubted;
    private readonly LeftOutUse _leftOut;

    /// <param name="judged">What was said of every sample, in any order.</param>
    /// <param name="doubted">What is done with kept samples of which the judge believes another label.</param>
    /// <param name="leftOut">What is done with those that are left out.</param>
    public TrainingLabels(IReadOnlyList<Suspect> judged, DoubtedUse doubted, LeftOutUse leftOut)
    {
        (_judged, _leftOut) = ([.. judged.OrderBy(s => s.Index)], leftOut);
        // Where the judge believes what is suspected, it was taken in, and what it doubts says nothing.
        HashSet<int> suspected =
        [
            .. judged.Where(s => s.IsSuspected).GroupBy(s => s.Label)
                .Where(label => 2 * label.Count(s => s.Believed != s.Label) > label.Count())
                .Select(label => label.Key),
        ];
        _isDoubted = [.. _judged.Select(s => s.Action == SampleAction.Kept && s.Believed != s.Label
            && (doubted == DoubtedUse.Agree || (doubted == DoubtedUse.AgreeWhereSuspected && suspected.Contains(s.Label))))];
        Own = [.. _judged.Select(s => s.Action == SampleAction.Relabelled ? s.Believed : s.Label)];
        Sure = [.. All.Where(i => _judged[i].Action != SampleAction.LeftOut && !_isDoubted[i])];
        Open = [.. All.Where(IsOpen)];
    }

    /// <summary>The label of each sample that the judge left it, [samples].</summary>
    public int[] Own { get; }

    /// <summary>The samples that are trained with that label from the first, ascending.</summary>
    public int[] Sure { get; }

    /// <summary>The samples that the model is asked about, ascending.</summary>
    public int[] Open { get; }

    /// <summary>Whether a sample's label is the one that it came with.</summary>
    public bool IsAsItCame(int sample, int label) => _judged[sample].Label == label;

    /// <summary>The samples to train on, and a label for each of all, by what the model believes of <see cref="Open"/>.</summary>
    /// <param name="believed">The label that it believes, an entry for each of <see cref="Open"/>.</param>
    /// <param name="confidences">How probable it finds that label, likewise.</param>
    /// <param name="least">The least confidence that gives a sample another label.</param>
    public (int[] Samples, int[] Labels) By(IReadOnlyList<int> believed, IReadOnlyList<float> confidences, double least)
    {
        int[] labels = [.. Own];
        List<int> used = [.. Sure];
        foreach ((int place, int sample) in Open.Index())
        {
            bool agrees = believed[place] == Own[sample];
            if (_isDoubted[sample] ? !agrees : agrees || confidences[place] < least)
                continue;
            labels[sample] = believed[place];
            used.Add(sample);
        }
        return ([.. used.Order()], labels);
    }

    private IEnumerable<int> All => Enumerable.Range(0, _judged.Length);

    private bool IsOpen(int sample) =>
        _isDoubted[sample] || (_judged[sample].Action == SampleAction.LeftOut && _leftOut == LeftOutUse.Relabel);
}
