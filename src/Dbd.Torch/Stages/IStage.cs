using Dbd.Batching;
using Dbd.Configuration;
using Dbd.Poisoning;
using Dbd.Runs;
using Dbd.Torch.Losses;

namespace Dbd.Torch.Stages;

/// <summary>A way of training, made from its options. It runs, and tells of itself what others have to know: no other code asks which
/// stage it is.</summary>
/// <remarks>What must be known before options can be read stands on the record of the options: <see cref="StageKeysAttribute"/>,
/// <see cref="StageInputAttribute"/>, <see cref="CommandFlagAttribute"/>.</remarks>
public interface IStage
{
    /// <summary>The options that it was made from.</summary>
    StageOptions Options { get; }

    /// <summary>Its last epoch.</summary>
    int Epochs { get; }

    /// <summary>What reports say of it.</summary>
    StageText Text { get; }

    /// <summary>Batches for looking at its model without training.</summary>
    LoaderOptions TestLoader { get; }

    /// <summary>The loss that its model is tested with and its samples are ranked by; null where it trains no classifier.</summary>
    SampleLoss? TestLoss { get; }

    /// <summary>What is to be said when it goes on from a checkpoint of the reference's, which does not tell who was poisoned; null is
    /// nothing.</summary>
    string? ReferenceCheckpointNote => null;

    /// <summary>The parts of its epochs, and how much work each is.</summary>
    /// <param name="work">The size of the data.</param>
    /// <returns>All its epochs, in order.</returns>
    IReadOnlyList<RunPhase> Phases(StageWork work);

    /// <summary>Which training samples a finished run keeps the label of; null where all labels are kept.</summary>
    /// <param name="losses">Loss of each under the final model, nats, in file order.</param>
    /// <param name="data">The training set.</param>
    /// <param name="folder">What the run wrote.</param>
    /// <returns>[samples].</returns>
    bool[]? Credible(float[] losses, StampedSource data, RunFolder folder) => null;

    /// <summary>Refuses options that a finished run may have, but none that is to be trained; nothing was made or read yet.</summary>
    /// <exception cref="ConfigException">They are such; names the key.</exception>
    void Check()
    {
    }

    /// <summary>Refuses data that do not fit; nothing was made yet.</summary>
    /// <param name="data">The data, poisoned where the configuration says so.</param>
    /// <exception cref="DbdException">They do not.</exception>
    void CheckData(BackdoorData data)
    {
    }

    /// <summary>Trains from where the run stands to its last epoch.</summary>
    /// <param name="run">Its data, device and folders; everything is ready.</param>
    /// <exception cref="DbdException">Something does not fit the data, or the training diverges.</exception>
    /// <exception cref="OperationCanceledException">Stopped; what was complete is kept.</exception>
    void Run(RunContext run);
}
