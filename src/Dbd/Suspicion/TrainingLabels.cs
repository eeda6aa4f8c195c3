namespace Dbd.Suspicion;

/// <summary>Of which samples the model that is trained is asked whether it agrees with their label.</summary>
internal enum DoubtedUse
{
    /// <summary>Of none: what is not left out is trained with its label from the first.</summary>
    Keep,

    /// <summary>Of those whose action is <see cref="SampleAction.Asked"/>.</summary>
    AsListed,

    /// <summary>Of these and all others whose label the judge does not believe.</summary>
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
    /// <param name="doubted">Of which samples the model is asked.</param>
    /// <param name="leftOut">What is done with those that are left out.</param>
    public TrainingLabels(IReadOnlyList<Suspect> judged, DoubtedUse doubted, LeftOutUse leftOut)
    {
        (_judged, _leftOut) = ([.. judged.OrderBy(s => s.Index)], leftOut);
        _isDoubted = [.. _judged.Select(IsDoubted)];
        Own = [.. _judged.Select(s => s.Action == SampleAction.Relabelled ? s.Believed : s.Label)];
        Sure = [.. All.Where(i => _judged[i].Action != SampleAction.LeftOut && !_isDoubted[i])];
        Open = [.. All.Where(IsOpen)];

        bool IsDoubted(Suspect sample) => sample.Action switch
        {
            SampleAction.Asked => doubted != DoubtedUse.Keep,
            SampleAction.Kept => doubted == DoubtedUse.Agree && sample.Believed != sample.Label,
            _ => false,
        };
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
