using Dbd.Batching;
using Dbd.Torch.Losses;
using Dbd.Torch.Stages;

namespace Dbd.Torch.Inspection;

/// <summary>What looking at a stage's model needs of its options.</summary>
/// <param name="Loader">Batches.</param>
/// <param name="Loss">What its samples are ranked by.</param>
internal sealed record Recipe(LoaderOptions Loader, SampleLoss Loss)
{
    /// <summary>That of a stage. SimCLR has no loss of a label; its samples are not ranked.</summary>
    public static Recipe Of(StageOptions options) => options switch
    {
        MixMatchFinetuneOptions o => new Recipe(o.Warmup.Loader, o.Warmup.Criterion.Create()),
        SuperviseOptions o => new Recipe(o.Loader, o.Criterion.Create()),
        SimClrOptions o => new Recipe(o.Loader, CrossEntropy.PerSample),
        _ => throw new NotSupportedException($"No report is made of {options.GetType().Name}."),
    };
}
