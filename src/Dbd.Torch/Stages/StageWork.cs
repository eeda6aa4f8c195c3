using Dbd.Poisoning;

namespace Dbd.Torch.Stages;

/// <summary>How much work an epoch is with some data, which tells how long stages take beside each other. The unit is a forward pass of an
/// image.</summary>
/// <param name="Train">Training samples.</param>
/// <param name="Tests">Test samples, those with the trigger counted too.</param>
public sealed record StageWork(int Train, int Tests)
{
    /// <summary>An image that is learned from, augmentation included.</summary>
    /// <remarks>Quickstart's stages on 2 cores of a Zen 4 server, in bf16, took 0.36 ms for a pass and, where they learn, 0.96 ms for an
    /// image (supervise), 1.04 ms for a view (simclr), 1.06 ms (mixmatch_finetune).</remarks>
    public const double Learning = 3;

    /// <summary>With the data of a run.</summary>
    /// <param name="data">The data.</param>
    public static StageWork In(BackdoorData data) => new(data.Train.Count, data.CleanTest.Count + (data.PoisonedTest?.Count ?? 0));
}
