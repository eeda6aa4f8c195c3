using System.Globalization;

using Dbd.Serialization;

namespace Dbd.Suspicion;

/// <summary>How an epoch of stage 3 ranked the training samples.</summary>
/// <param name="Epoch">The epoch, from 1, warmup counted.</param>
/// <param name="Losses">Loss of each sample before the epoch, nats, in file order.</param>
/// <param name="Credible">Whether it kept its label.</param>
internal sealed record EpochRanking(int Epoch, float[] Losses, bool[] Credible)
{
    private const string Prefix = "ranking_epoch";
    private const string Ending = ".npy";

    /// <summary>The ranking that led to a split.</summary>
    public static EpochRanking Of(int epoch, float[] losses, CredibleSplit split) => new(epoch, losses, split.Flags());

    /// <summary>The rankings that a run kept, by epoch.</summary>
    /// <param name="folder">The run's folder of records.</param>
    /// <param name="samples">Number of training samples.</param>
    /// <exception cref="DbdException">A file is damaged, or of another data set.</exception>
    public static IReadOnlyList<EpochRanking> KeptBy(string folder, int samples) =>
    [
        .. (Directory.Exists(folder) ? Directory.GetFiles(folder, $"{Prefix}*{Ending}") : [])
            .Select(path => (path, epoch: EpochOf(path)))
            .Where(file => file.epoch > 0)
            .OrderBy(file => file.epoch)
            .Select(file => Read(file.path, file.epoch, samples)),
    ];

    /// <summary>Keeps it: float32 [2, samples], losses and 1 where credible. The same epoch's is replaced.</summary>
    /// <exception cref="DbdException">The file cannot be written.</exception>
    public void Save(string folder) => Npy.Write(
        Path.Combine(folder, $"{Prefix}{Epoch}{Ending}"),
        TensorData.From<float>([.. Losses, .. Credible.Select(c => c ? 1f : 0f)], 2, Losses.Length));

    private static int EpochOf(string path) =>
        int.TryParse(Path.GetFileName(path)[Prefix.Length..^Ending.Length], NumberStyles.None, CultureInfo.InvariantCulture, out int epoch)
            ? epoch
            : 0;

    private static EpochRanking Read(string path, int epoch, int samples)
    {
        TensorData array = Npy.Read(path);
        if (array.Type != ElementType.Float32 || !array.Shape.SequenceEqual([2, samples]))
            throw new DbdException($"{path} holds {array}; a ranking of this run's samples is Float32 [2, {samples}].");
        ReadOnlySpan<float> values = array.As<float>();
        if (!values[..samples].ToArray().All(float.IsFinite))
            throw new DbdException(
                $"{path} holds losses that are no finite numbers: it is damaged. Remove it, and the other epochs' count.");
        return new EpochRanking(epoch, values[..samples].ToArray(), [.. values[samples..].ToArray().Select(v => v == 1)]);
    }
}
