using System.Collections.Immutable;

using Dbd.Configuration;
using Dbd.Imaging;
using Dbd.Serialization;

namespace Dbd.Attacks.LabelConsistent;

/// <summary>Pictures of the target class that a model no longer recognises, with a pattern in the corners: their labels are true, and only
/// the pattern tells the class. In a test the pattern alone is put on.</summary>
/// <remarks>Turner, Tsipras, Madry, "Label-Consistent Backdoor Attacks", arXiv 1912.02771, sections 4.2 (adversarial perturbations) and 4.3
/// (the pattern). The perturbed pictures are made beforehand, by <c>dbd craft</c>.</remarks>
/// <param name="options">Its options.</param>
internal sealed class LabelConsistentAttack(LabelConsistentOptions options) : IAttack
{
    private const string Key = "adversarial";

    private readonly SamplePictures _adversarial = new(options.Adversarial, Key);

    /// <inheritdoc/>
    public IPoisonPolicy Policy => CleanLabel.Policy;

    /// <inheritdoc/>
    public void Stamp(Span<byte> image, ImageShape shape, in StampContext context)
    {
        if (context.Split == SampleSplit.Train)
            Replace(image, _adversarial.Of(context.Sample, shape), context.Sample);
        if (options.Corners == CornerRule.Added)
            CornerPattern.Add(image, shape, options.Amplitude);
        else
            CornerPattern.Stamp(image, shape);
    }

    /// <summary>Nothing. All pictures are read here, so that one that is not there stops a run before it trains.</summary>
    public IReadOnlyDictionary<string, TensorData> Kept(PoisonPlan plan, ImageShape shape, long seed)
    {
        foreach (int sample in plan.Poisoned)
            _ = _adversarial.Of(sample, shape);
        return ImmutableDictionary<string, TensorData>.Empty;
    }

    private void Replace(Span<byte> image, ReadOnlySpan<byte> adversarial, int sample)
    {
        int change = 0;
        for (int i = 0; i < image.Length; i++)
            change = Math.Max(change, Math.Abs(image[i] - adversarial[i]));
        if (change > options.MaxChange)
            throw new ConfigException(
                Key,
                $"The adversarial picture of sample {sample} differs from the sample by {change} of 255: it was made of other data.",
                "Make the pictures of these data (dbd craft; where there is no test set, with the seed and dataset_held_out of this run), "
                    + $"or raise max_change, which is {options.MaxChange}.");
        adversarial.CopyTo(image);
    }
}
