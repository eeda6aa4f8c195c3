using Dbd.Runs;
using Dbd.Serialization;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;

using static TorchSharp.torch;

namespace Dbd.Torch.Checkpoints;

/// <summary>What a checkpoint says beside the state of network and optimizer.</summary>
/// <param name="Epoch">Epochs completed.</param>
/// <param name="BestAccuracy">The best BA until then, in [0, 1]; null where there is no test.</param>
/// <param name="BestEpoch">Its epoch.</param>
/// <param name="PoisonHash">Hash of the poison index that was trained on; null in a file of the reference's.</param>
public sealed record Checkpoint(int Epoch, double? BestAccuracy, int BestEpoch, string? PoisonHash)
{
    internal const string Model = StateDict.ModelKey;
    internal const string OptimizerEntry = "optimizer_state_dict";
    internal const string Result = "result";
    internal const string Own = "dbd";
    internal const string Learning = "learning_state_dict";
    internal const string DescriptionEntry = "model";
    internal const string DataHashEntry = "data_hash";

    /// <summary>What must be known of the model to use it, as YAML; null in a file of the reference's.</summary>
    public string? Description { get; init; }

    /// <summary>SHA-256 of the data that it was trained on, hexadecimal; null in the reference's files and in early ones.</summary>
    public string? DataHash { get; init; }

    /// <summary>Before the first epoch.</summary>
    public static Checkpoint None { get; } = new(0, null, 0, null);

    /// <summary>Reads what a checkpoint says.</summary>
    /// <param name="content">A checkpoint of ours or of the reference's.</param>
    /// <param name="source">The file, for messages.</param>
    /// <exception cref="DbdException">An entry is missing or of another kind.</exception>
    public static Checkpoint Of(PyDict content, string source) => DamagedDataException.Naming(source, "a checkpoint", () =>
    {
        if (SavedWeights.IsModelAlone(content))
            return None with { Description = DescriptionIn(content) };
        PyDict? own = content.GetOrDefault<PyDict>(Own);
        int epoch = Whole(content, "epoch");
        double? best = content.Contains("best_acc") ? Tensors.Scalar(content["best_acc"], "best_acc") : null;
        int bestEpoch = content.Contains("best_epoch") ? Whole(content, "best_epoch") : 0;
        // The reference's supervise writes its checkpoint before it looks whether the epoch was the best.
        if (own is null && best is not null && LastAccuracy(content) is { } last && last > best)
            (best, bestEpoch) = (last, epoch);
        return new Checkpoint(epoch, best, bestEpoch, own?.GetOrDefault<string>("poison_hash"))
        {
            Description = DescriptionIn(content),
            DataHash = own?.GetOrDefault<string>(DataHashEntry),
        };
    });

    /// <summary>What a checkpoint says of its model, whatever else it has; null if nothing.</summary>
    /// <exception cref="DamagedDataException">It is of another form.</exception>
    internal static string? DescriptionIn(PyDict content) => content.GetOrDefault<PyDict>(Own)?.GetOrDefault<string>(DescriptionEntry);

    /// <summary>Refuses a checkpoint that was trained on other poisoned samples. The reference's do not tell, and pass.</summary>
    /// <param name="source">The file, for messages.</param>
    /// <param name="poisonHash">The hash of the poison index that it should have.</param>
    /// <param name="advice">What to do, a sentence.</param>
    /// <exception cref="DbdException">It was.</exception>
    public void CheckPoisoning(string source, string poisonHash, string advice)
    {
        if (PoisonHash is { } hash && hash != poisonHash)
            throw new DbdException($"{source} was trained on other poisoned samples (index {hash}, here {poisonHash}). {advice}");
    }

    /// <summary>Refuses a checkpoint that was trained on other data. One that does not tell passes.</summary>
    /// <param name="source">The file, for messages.</param>
    /// <param name="dataHash">The hash of the data that it should have.</param>
    /// <exception cref="DbdException">It was.</exception>
    internal void CheckData(string source, string dataHash)
    {
        if (DataHash is { } hash && hash != dataHash)
        {
            throw new DbdException(
                $"{source} was trained on other data (SHA-256 {Short(hash)}, here {Short(dataHash)}): "
                    + "pixels, labels, class names, or which samples there are. "
                + "Give the run the data that it began with; --resume False starts anew.");
        }
    }

    /// <summary>Puts a checkpoint's weights into a network.</summary>
    /// <param name="content">A checkpoint of ours or of the reference's, or a state dict as other programs publish it.</param>
    /// <param name="network">Gets them.</param>
    /// <param name="source">The file, for messages.</param>
    /// <param name="prefix">Only the part whose names begin so, e.g. <c>backbone.</c></param>
    /// <exception cref="DbdException">They are of another network.</exception>
    public static void LoadModel(PyDict content, nn.Module network, string source, string prefix = "") =>
        DamagedDataException.Naming(
            source, "a checkpoint", () => ModelState.Load(network, SavedWeights.For(network, content), source, prefix));

    /// <summary>Puts the weights that were learning into a network: the checkpoint's model, unless that is their moving average.</summary>
    internal static void LoadLearning(PyDict content, nn.Module network, string source) =>
        DamagedDataException.Naming(source, "a checkpoint", () => ModelState.Load(
            network, content.GetOrDefault<PyDict>(Own)?.GetOrDefault<PyDict>(Learning) ?? content.Get<PyDict>(Model), source));

    /// <summary>Its last epoch; what it took is not known.</summary>
    internal static EpochRecord EpochIn(PyDict content, string source) => DamagedDataException.Naming(source, "a checkpoint", () =>
    {
        PyDict result = content.Get<PyDict>(Result);
        return EpochRecord.Of(0, Names(result).Select(group => new MetricGroup(group, [.. ReadingsOf(result.Get<PyDict>(group))])));
    });

    internal static PyDict ResultOf(EpochReport report)
    {
        PyDict result = new();
        foreach (MetricGroup group in report.Groups)
        {
            PyDict readings = new();
            foreach (Reading reading in group.Readings)
                readings[reading.Name] = reading.Value;
            result[group.Name] = readings;
        }
        return result;
    }

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;

    private static double? LastAccuracy(PyDict content) =>
        content.Contains(Result) && content[Result] is PyDict result && result.GetOrDefault<PyDict>(GroupName.CleanTest) is { } test
            && test.Contains(ReadingName.Accuracy)
            ? test.Get<double>(ReadingName.Accuracy)
            : null;

    private static IEnumerable<Reading> ReadingsOf(PyDict group) => Names(group).Select(name => new Reading(name, group.Get<double>(name)));

    private static IEnumerable<string> Names(PyDict dict) =>
        dict.Keys.Select(key => key as string ?? throw new DamagedDataException($"its entry '{key}' should have a name."));

    private static int Whole(PyDict content, string key) =>
        (PyValue.Whole(content.Get<object>(key)) ?? content.Get<long>(key)) is >= 0 and <= int.MaxValue and var value
            ? (int)value
            : throw new DamagedDataException($"its entry '{key}' is no number of an epoch.");
}
