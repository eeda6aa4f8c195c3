using Dbd.Batching;
using Dbd.Runs;

namespace Dbd.Torch.Evaluation;

/// <summary>The two tests of a model trained on poisoned data.</summary>
/// <remarks>BA: accuracy on the clean test set. ASR: of the test images that the attack is tested on, with the trigger added, the share
/// predicted as the attacker wants; where an attack does not say otherwise, those whose true class is not the target (DBD, section 5.1).
/// RA: the share of the same images predicted as what they are. Recall of the target class: of its clean test images, the share predicted
/// as it; without it an ASR of 0 says nothing.</remarks>
public sealed class BackdoorEvaluation
{
    private readonly Classification _classification;
    private readonly BatchLoader _clean;
    private readonly BatchLoader? _poisoned;
    private readonly int[] _triggered;

    /// <summary>Prepares the tests.</summary>
    /// <param name="classification">How the model is evaluated.</param>
    /// <param name="clean">The test set as it is.</param>
    /// <param name="poisoned">The test set with the trigger on every image that the attack is tested on; null: no known attack.</param>
    /// <exception cref="DbdException">The attack is tested on no image of the test set.</exception>
    public BackdoorEvaluation(Classification classification, BatchLoader clean, BatchLoader? poisoned)
    {
        (_classification, _clean, _poisoned) = (classification, clean, poisoned);
        _triggered = poisoned is null ? [] : [.. Sampler.Sequential(poisoned.Data.Count).Where(poisoned.Data.IsPoisoned)];
        if (poisoned is not null && _triggered.Length == 0)
            throw new DbdException(
                $"None of the {poisoned.Data.Count:N0} test images is one that this attack is tested on, so there is no ASR. "
                    + "The test set needs images of a class that the attack starts from: another than the target label.");
    }

    /// <summary>Both tests, or the one where no attack is known.</summary>
    /// <returns><c>clean_test</c>, whose <c>acc</c> is BA, <c>poison_test</c>, whose <c>acc</c> is ASR, and <c>robust_test</c>, whose
    /// <c>acc</c> is RA and which has <c>target recall</c> where all successes of the attack are of one class; all in [0, 1].</returns>
    public IReadOnlyList<MetricGroup> Run()
    {
        int[] all = Sampler.Sequential(_clean.Data.Count);
        (MetricGroup benign, int[] answers) = _classification.Answer(GroupName.CleanTest, _clean, all);
        if (_poisoned is null)
            return [benign];
        (MetricGroup attacked, int[] triggered) = _classification.Answer(GroupName.PoisonTest, _poisoned, _triggered);
        int[] ofTarget = [.. all.Where(i => _clean.Data.Label(i) == _poisoned.Data.Target)];
        List<Reading> robust = [new(ReadingName.Accuracy, ShareRight(_poisoned, _triggered, triggered))];
        if (ofTarget.Length > 0)
            robust.Add(new(ReadingName.TargetRecall, ShareRight(_clean, ofTarget, [.. ofTarget.Select(i => answers[i])])));
        return [benign, attacked, new MetricGroup(GroupName.RobustTest, robust)];
    }

    // By what the images are, whatever the attacker calls them.
    private static double ShareRight(BatchLoader loader, int[] samples, int[] answers) =>
        samples.Zip(answers).Average(s => loader.Data.Clean.Label(s.First) == s.Second ? 1.0 : 0);
}
