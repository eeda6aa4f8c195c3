using static TorchSharp.torch;

namespace Dbd.Torch.Training;

/// <summary>What a stage minimises: one step's loss, and what to report of it.</summary>
/// <typeparam name="TBatch">The batch it takes.</typeparam>
public interface IObjective<in TBatch>
{
    /// <summary>The group that its readings form: <c>poison_train</c>, <c>self_train</c>.</summary>
    string Group { get; }

    /// <summary>The names of its readings, in column order; the first is <c>loss</c>.</summary>
    IReadOnlyList<string> Readings { get; }

    /// <summary>The forward pass of one step. The tensors live until the step's scope ends.</summary>
    /// <param name="batch">The batch.</param>
    StepResult Step(TBatch batch);
}

/// <summary>One step's loss, and its readings as sums and counts, so that means over an epoch are exact.</summary>
/// <param name="Loss">float32 scalar with gradient: what the step minimises.</param>
/// <param name="Sums">[readings], sums over samples.</param>
/// <param name="Counts">[readings], numbers of samples.</param>
public readonly record struct StepResult(Tensor Loss, Tensor Sums, Tensor Counts);
