namespace Dbd.Suspicion;

/// <summary>Samples by score, the highest first, and what each of them should have had. Equal scores are one step: which of them comes
/// first is nobody's merit.</summary>
internal sealed class ScoreRanking
{
    private readonly (int Positives, int Negatives)[] _steps;
    private readonly long _positives;
    private readonly long _negatives;

    /// <param name="samples">In any order: the score, and whether it should be high.</param>
    public ScoreRanking(IEnumerable<(double Score, bool IsPositive)> samples)
    {
        _steps =
        [
            .. samples.GroupBy(s => s.Score, s => s.IsPositive)
                .OrderByDescending(step => step.Key)
                .Select(step => (step.Count(positive => positive), step.Count(positive => !positive))),
        ];
        (_positives, _negatives) = (_steps.Sum(s => s.Positives), _steps.Sum(s => s.Negatives));
    }

    /// <summary>Area under the ROC curve, by counting pairs (Mann and Whitney's U): equal scores count half. NaN without pairs.</summary>
    public double AreaUnderRoc()
    {
        double won = 0;
        long above = 0;
        foreach ((int positives, int negatives) in _steps)
        {
            won += negatives * (above + positives / 2.0);
            above += positives;
        }
        return won / _positives / _negatives;
    }

    /// <summary>The highest true positive rate of all thresholds whose false positive rate is at most so high. NaN where there is nothing
    /// to find, or nothing that could be taken for it.</summary>
    /// <param name="falsePositiveRate">In [0, 1].</param>
    public double TruePositiveRate(double falsePositiveRate)
    {
        if (_positives == 0 || _negatives == 0)
            return double.NaN;
        // What rounding adds must not cost a sample.
        double allowed = falsePositiveRate * _negatives + 1e-9;
        long found = 0;
        foreach ((int positives, int negatives) in _steps)
        {
            allowed -= negatives;
            if (allowed < 0)
                break;
            found += positives;
        }
        return (double)found / _positives;
    }

    /// <summary>The share of positives among the first so many; of equal scores at the edge as many as on average. Null where there are
    /// not so many.</summary>
    /// <param name="first">At least 1.</param>
    public double? Precision(int first)
    {
        if (_positives + _negatives < first)
            return null;
        double found = 0;
        int left = first;
        foreach ((int positives, int negatives) in _steps)
        {
            int taken = Math.Min(left, positives + negatives);
            found += (double)positives * taken / (positives + negatives);
            left -= taken;
            if (left == 0)
                break;
        }
        return found / first;
    }
}
