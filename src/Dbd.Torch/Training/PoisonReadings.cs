using Dbd.Runs;

using static TorchSharp.torch;

namespace Dbd.Torch.Training;

/// <summary>Loss and accuracy over all samples of a batch, over the poisoned ones, and over the clean ones.</summary>
public static class PoisonReadings
{
    /// <summary>The readings' names, in column order.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        ReadingName.Loss, ReadingName.PoisonLoss, ReadingName.CleanLoss,
        ReadingName.Accuracy, ReadingName.PoisonAccuracy, ReadingName.CleanAccuracy,
    ];

    /// <summary>The step's result for a classification loss.</summary>
    /// <param name="loss">float32 [B], per sample.</param>
    /// <param name="logits">float32 [B, classes].</param>
    /// <param name="batch">Labels, and which samples are poisoned.</param>
    public static StepResult Of(Tensor loss, Tensor logits, DeviceBatch batch)
    {
        Tensor correct = logits.argmax(1).eq(batch.Labels).to(loss.dtype);
        Tensor values = stack([loss.detach(), correct]);                                            // [2, B]
        Tensor members = stack([ones_like(batch.Poisoned), batch.Poisoned, 1 - batch.Poisoned]);    // [3, B]
        return new StepResult(batch.Mean(loss), values.matmul(members.t()).flatten(), members.sum(1).repeat(2));
    }
}
