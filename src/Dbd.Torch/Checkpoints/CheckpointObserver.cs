using Dbd.Runs;
using Dbd.Serialization;
using Dbd.Serialization.Pickling;
using Dbd.Torch.Optimization.Optimizers;
using Dbd.Torch.Optimization.Schedules;

using static TorchSharp.torch;

namespace Dbd.Torch.Checkpoints;

/// <summary>Writes a checkpoint after each epoch: the latest, the best by clean accuracy, and those that are to be kept.</summary>
/// <param name="store">Where to.</param>
/// <param name="training">What is written.</param>
/// <param name="resumed">What the run resumed from.</param>
/// <param name="kept">Whether an epoch's checkpoint is kept as <c>epochN.pt</c>.</param>
internal sealed class CheckpointObserver(CheckpointStore store, TrainingState training, Checkpoint resumed, Func<int, bool> kept)
    : IRunKeeper
{
    private double _bestAccuracy = resumed.BestAccuracy ?? 0;
    private int _bestEpoch = resumed.BestEpoch;

    /// <inheritdoc/>
    public void OnEpoch(EpochReport epoch)
    {
        double? accuracy = epoch.BenignAccuracy;
        bool isBest = accuracy > _bestAccuracy;
        if (isBest)
            (_bestAccuracy, _bestEpoch) = (accuracy!.Value, epoch.Epoch);

        PyDict content = training.Capture(epoch);
        if (accuracy is not null)
        {
            content["best_acc"] = _bestAccuracy;
            content["best_epoch"] = _bestEpoch;
        }
        if (kept(epoch.Epoch))
            store.Write(CheckpointStore.OfEpoch(epoch.Epoch), content);
        if (isBest)
            store.Write(CheckpointStore.Best, content);
        store.Write(CheckpointStore.Latest, content);   // last: a run killed before this repeats the epoch, and writes all again
    }
}

/// <summary>What has to be saved to go on exactly: weights, buffers, optimizer state. Everything else is a function of the epoch.</summary>
/// <param name="network">What learns.</param>
/// <param name="optimizer">Changes it.</param>
/// <param name="initialRate">The configuration's <c>lr</c>.</param>
/// <param name="schedule">The configuration's schedule, if any.</param>
/// <param name="poisonHash">Hash of the poison index.</param>
/// <param name="averaged">The moving average of the network, if there is one: it is what was tested, so it is the checkpoint's model,
/// and what learns stands under our own entry.</param>
internal sealed class TrainingState(
    nn.Module network, Optimizer optimizer, double initialRate, ScheduleOptions? schedule, string poisonHash, nn.Module? averaged = null)
{
    /// <summary>What must be known of the model to use it, as YAML; null leaves it out.</summary>
    public string? Description { get; init; }

    /// <summary>SHA-256 of the data, hexadecimal; null leaves it out, and goes on with any data.</summary>
    public string? DataHash { get; init; }

    /// <summary>The entries of a checkpoint after an epoch, with the reference's names.</summary>
    /// <param name="epoch">The epoch that was completed.</param>
    public PyDict Capture(EpochReport epoch)
    {
        double nextRate = schedule?.Create(initialRate)(epoch.Epoch) ?? initialRate;
        PyDict own = new() { ["poison_hash"] = poisonHash };
        if (DataHash is not null)
            own[Checkpoint.DataHashEntry] = DataHash;
        if (averaged is not null)
            own[Checkpoint.Learning] = ModelState.Of(network);
        PyDict content = new()
        {
            ["epoch"] = epoch.Epoch,
            [Checkpoint.Result] = Checkpoint.ResultOf(epoch),
            [Checkpoint.Model] = ModelState.Of(averaged ?? network),
            [Checkpoint.OptimizerEntry] = OptimizerState.Of(optimizer, initialRate, nextRate),
            [Checkpoint.Own] = own,
        };
        if (Description is not null)
            content.Get<PyDict>(Checkpoint.Own)[Checkpoint.DescriptionEntry] = Description;
        if (schedule is not null)
            content["scheduler_state_dict"] = ScheduleState.Of(schedule, initialRate, epoch.Epoch);
        return content;
    }

    /// <summary>Goes back to where a checkpoint was made.</summary>
    /// <param name="content">A checkpoint of the same stage.</param>
    /// <param name="source">The file, for messages.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="DbdException">It is of another network, optimizer, of other data or other poisoned samples.</exception>
    public Checkpoint Restore(PyDict content, string source)
    {
        Checkpoint checkpoint = Checkpoint.Of(content, source);
        checkpoint.CheckPoisoning(
            source, poisonHash, "Seed, poison ratio, target label and data must be those of the run; --resume False starts anew.");
        if (DataHash is not null)
            checkpoint.CheckData(source, DataHash);
        Checkpoint.LoadLearning(content, network, source);
        if (averaged is not null)
            Checkpoint.LoadModel(content, averaged, source);
        DamagedDataException.Naming(source, "a checkpoint", () =>
            OptimizerState.Load(optimizer, content.Get<PyDict>(Checkpoint.OptimizerEntry), source));
        return checkpoint;
    }
}
