using Dbd.Configuration;
using Dbd.Data;
using Dbd.Randomness;

namespace Dbd.Augmentation;

/// <summary>A data set after deterministic steps on every picture.</summary>
internal static class Preprocessed
{
    /// <summary>Applies the steps: once, where the pictures are in memory and fit there after them.</summary>
    /// <param name="data">The data set; returned as it is when there are no steps.</param>
    /// <param name="steps">Deterministic steps.</param>
    /// <exception cref="ConfigException">A step is random: it would be the same in every epoch.</exception>
    public static IImageSource With(IImageSource data, AugmentationPipeline steps)
    {
        if (steps.Steps.Count == 0)
            return data;
        if (steps.IsRandom)
            throw new ConfigException(
                "transform.pre",
                "a step here is random.",
                "It is done once, before the trigger; random steps belong under transform.train.primary.");
        return new ChangedImages(data, steps.OutputShape(data.Shape), image =>
        {
            Rng unused = Rng.For(0, Purpose.Augmentation);
            steps.Apply(image, ref unused);
        }).HeldIfTheyFit(data.IsSmall ? long.MaxValue : 0, "pictures preprocessed", progress: null, CancellationToken.None);
    }
}
