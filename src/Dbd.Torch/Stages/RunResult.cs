using Dbd.Serialization.Pickling;
using Dbd.Torch.Checkpoints;

namespace Dbd.Torch.Stages;

/// <summary>What a run's last epoch gave.</summary>
/// <param name="Epoch">The last epoch.</param>
/// <param name="BenignAccuracy">BA, in [0, 1].</param>
/// <param name="AttackSuccessRate">ASR, in [0, 1].</param>
public sealed record RunResult(int Epoch, double BenignAccuracy, double AttackSuccessRate)
{
    /// <summary>Reads it from the run's latest checkpoint.</summary>
    /// <param name="store">The run's checkpoints.</param>
    /// <exception cref="DbdException">There is no checkpoint, or it holds no test results.</exception>
    public static RunResult Of(CheckpointStore store)
    {
        PyDict content = store.Read(CheckpointStore.Latest);
        PyDict result = content.Get<PyDict>("result");
        return new RunResult(
            Checkpoint.Of(content).Epoch,
            result.Get<PyDict>("clean_test").Get<double>("acc"),
            result.Get<PyDict>("poison_test").Get<double>("acc"));
    }
}
