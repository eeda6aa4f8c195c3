using Dbd.Serialization;
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
        string source = store.PathOf(CheckpointStore.Latest);
        return DamagedDataException.Naming(source, "a checkpoint", () => new RunResult(
            Checkpoint.Of(content, source).Epoch,
            Accuracy(content, "clean_test"),
            Accuracy(content, "poison_test")));
    }

    private static double Accuracy(PyDict content, string group) =>
        content.Get<PyDict>(Checkpoint.Result).Get<PyDict>(group).Get<double>("acc");
}
