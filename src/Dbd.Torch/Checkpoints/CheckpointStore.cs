using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;

namespace Dbd.Torch.Checkpoints;

/// <summary>A run's checkpoint folder. A file is written beside, flushed and renamed: there is never half a file.</summary>
/// <param name="folder">The folder; made when first written to.</param>
internal sealed class CheckpointStore(string folder)
{
    /// <summary>The checkpoint of the last complete epoch.</summary>
    public const string Latest = "latest_model.pt";

    /// <summary>The checkpoint of the best clean accuracy.</summary>
    public const string Best = "best_model.pt";

    /// <summary>The checkpoint kept of an epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    public static string OfEpoch(int epoch) => $"epoch{epoch}.pt";

    /// <summary>Where a checkpoint lies.</summary>
    /// <param name="name">Its file name.</param>
    public string PathOf(string name) => Path.Combine(folder, name);

    /// <summary>Whether a checkpoint is there.</summary>
    /// <param name="name">Its file name.</param>
    public bool Has(string name) => File.Exists(PathOf(name));

    /// <summary>Writes a checkpoint.</summary>
    /// <param name="name">Its file name.</param>
    /// <param name="content">Its entries.</param>
    /// <exception cref="DbdException">The folder cannot be written, or the disk is full; what was there is left as it was.</exception>
    public void Write(string name, PyDict content) => TorchFile.Write(PathOf(name), content);

    /// <summary>Reads a checkpoint.</summary>
    /// <param name="name">Its file name.</param>
    /// <exception cref="DbdException">It is not there, damaged, or refused.</exception>
    public PyDict Read(string name)
    {
        if (Has(name))
            return CheckpointFile.Read(PathOf(name));
        string[] there = Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder).Where(IsCheckpoint).Select(p => Path.GetFileName(p)).Order()]
            : [];
        string others = there.Length == 0 ? "There are no checkpoints in that folder." : $"There are: {string.Join(", ", there)}.";
        throw new DbdException($"There is no checkpoint {PathOf(name)}. {others}");
    }

    private static bool IsCheckpoint(string path) => Path.GetExtension(path) is ".pt" or SafeTensorsFile.Extension;
}
