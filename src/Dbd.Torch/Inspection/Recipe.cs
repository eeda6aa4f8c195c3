using Dbd.Batching;
using Dbd.Torch.Losses;
using Dbd.Torch.Stages;

namespace Dbd.Torch.Inspection;

/// <summary>What looking at a stage's model needs of its options.</summary>
/// <param name="Loader">Batches.</param>
/// <param name="Loss">What its samples are ranked by.</param>
/// <param name="Epsilon">The share of samples that keep their label; null where all do.</param>
internal sealed record Recipe(LoaderOptions Loader, SampleLoss Loss, double? Epsilon)
{
    /// <summary>That of a stage. SimCLR has no loss of a label; its samples are not ranked.</summary>
    public static Recipe Of(StageOptions options) => options switch
    {
        MixMatchFinetuneOptions o => new Recipe(o.Warmup.Loader, o.Warmup.Criterion.Create(), o.Semi.Epsilon),
        SuperviseOptions o => new Recipe(o.Loader, o.Criterion.Create(), null),
        SimClrOptions o => new Recipe(o.Loader, CrossEntropy.PerSample, null),
        _ => throw new NotSupportedException($"No report is made of {options.GetType().Name}."),
    };
}
