using Dbd.Data;
using Dbd.Poisoning;
using Dbd.Suspicion;

namespace Dbd.Torch.Stages.MixMatch;

/// <summary>How samples are ranked for the split (<c>semi.balance</c>).</summary>
internal enum SplitBalance
{
    /// <summary>All together, as published.</summary>
    None,

    /// <summary>Label by label, each with the same number of credible samples at most.</summary>
    Label,
}

/// <summary>Which samples are credible in an epoch: the share of that epoch, ranked as the configuration says, without suspects.</summary>
internal sealed class CredibleSelection
{
    private readonly MixMatchFinetuneOptions _options;
    private readonly int[] _labels;
    private readonly bool[]? _suspects;

    /// <summary>Fails, before any training, unless credible and other samples will both fill a batch in every epoch.</summary>
    /// <exception cref="Configuration.ConfigException">One of the two is too small.</exception>
    public CredibleSelection(MixMatchFinetuneOptions options, StageSetup run, bool[]? suspects)
    {
        (_options, _suspects) = (options, suspects);
        _labels = run.Data.Train.Labels();
        if (_options.Semi.NumEpochs > 0)
        {
            Check(run, "semi.epsilon", _options.Semi.Epsilon);
            Check(run, "semi.epsilon_end", _options.Semi.EpsilonEnd ?? _options.Semi.Epsilon);
        }
    }

    /// <summary>The split of an epoch.</summary>
    /// <param name="losses">Loss of each training sample, in file order.</param>
    /// <param name="epoch">The epoch, from 1, warmup counted.</param>
    public CredibleSplit At(float[] losses, int epoch) => Split(_options, losses, _labels, EpsilonAt(epoch), _suspects);

    /// <summary>The split that a recipe makes of the last epoch, without suspects of any witness.</summary>
    /// <param name="options">The recipe.</param>
    /// <param name="losses">Loss of each training sample, in file order.</param>
    /// <param name="data">The training set.</param>
    public static CredibleSplit AtTheEnd(MixMatchFinetuneOptions options, float[] losses, StampedSource data) =>
        Split(options, losses, data.Labels(), options.Semi.EpsilonEnd ?? options.Semi.Epsilon, suspects: null);

    /// <summary>What is wrong with a share by which the credible samples, or the others, do not fill a batch; null if nothing is.</summary>
    /// <param name="options">The recipe.</param>
    /// <param name="labels">Of the training samples.</param>
    /// <param name="epsilon">The share.</param>
    /// <param name="suspects">Which samples are never credible; null is none.</param>
    public static string? Misfit(MixMatchFinetuneOptions options, int[] labels, double epsilon, bool[]? suspects)
    {
        CredibleSplit split = Split(options, new float[labels.Length], labels, epsilon, suspects);
        int batch = options.Semi.Loader.BatchSize;
        return Math.Min(split.Credible.Length, split.Others.Length) >= batch
            ? null
            : $"{epsilon} of {labels.Length} training samples are {split.Credible.Length} credible ones and {split.Others.Length} others; "
            + $"a batch of {batch} must fit both.";
    }

    private double EpsilonAt(int epoch)
    {
        SemiOptions semi = _options.Semi;
        double progress = semi.NumEpochs == 1 ? 1 : (epoch - _options.Warmup.NumEpochs - 1.0) / (semi.NumEpochs - 1);
        return semi.Epsilon + ((semi.EpsilonEnd ?? semi.Epsilon) - semi.Epsilon) * progress;
    }

    private static CredibleSplit Split(MixMatchFinetuneOptions options, float[] losses, int[] labels, double epsilon, bool[]? suspects) =>
        options.Semi.Balance == SplitBalance.Label
            ? CredibleSplit.LowestOfEachLabel(losses, labels, options.NumClasses, epsilon, suspects)
            : CredibleSplit.Lowest(losses, epsilon, suspects);

    private void Check(StageSetup run, string key, double epsilon)
    {
        if (Misfit(_options, _labels, epsilon, _suspects) is { } problem)
            throw run.Error(key, problem, "Use a value nearer to 0.5, or a smaller semi.loader.batch_size.");
    }
}
