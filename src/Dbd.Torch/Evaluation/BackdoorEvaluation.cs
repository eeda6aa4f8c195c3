using Dbd.Batching;
using Dbd.Runs;

namespace Dbd.Torch.Evaluation;

/// <summary>The two tests of a model trained on poisoned data.</summary>
/// <remarks>BA: accuracy on the clean test set. ASR: of the test images whose true class is not the target, with the
/// trigger added, the share predicted as the target. DBD, section 5.1.</remarks>
/// <param name="classification">How the model is evaluated.</param>
/// <param name="clean">The test set as it is.</param>
/// <param name="poisoned">The test set with the trigger on every image of another class than the target; null: no known attack.</param>
public sealed class BackdoorEvaluation(Classification classification, BatchLoader clean, BatchLoader? poisoned)
{
    private readonly int[] _triggered = poisoned is null
        ? []
        : [.. Sampler.Sequential(poisoned.Data.Count).Where(poisoned.Data.IsPoisoned)];

    /// <summary>Both tests, or the one where no attack is known.</summary>
    /// <returns><c>clean_test</c>, whose <c>acc</c> is BA, and <c>poison_test</c>, whose <c>acc</c> is ASR; both in [0, 1].</returns>
    public IReadOnlyList<MetricGroup> Run()
    {
        MetricGroup benign = classification.Test(GroupName.CleanTest, clean, Sampler.Sequential(clean.Data.Count));
        return poisoned is null ? [benign] : [benign, classification.Test(GroupName.PoisonTest, poisoned, _triggered)];
    }
}
