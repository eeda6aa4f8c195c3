using Dbd.Data.Formats.Packed;
using Dbd.Data.Formats.Pictures;

namespace Dbd.Data.Formats.HuggingFace;

/// <summary>Puts the files of a training and a test set together.</summary>
internal static class HubSet
{
    /// <summary>Reads them.</summary>
    /// <param name="folder">The data's folder.</param>
    /// <param name="files">The sets' files.</param>
    /// <param name="read">Reads one file.</param>
    /// <param name="options">Size of the pictures, and what is held out.</param>
    /// <param name="warnings">What was passed over.</param>
    /// <param name="cancellation">Stops between two pictures.</param>
    /// <exception cref="DbdException">A file is damaged, has classes of its own, or a label is of no class.</exception>
    public static DatasetSplit Load(
        string folder, ShardSplit files, Func<string, HubRows> read, ReadingOptions options, List<string> warnings,
        CancellationToken cancellation)
    {
        HubRows[] train = [.. files.Train.Select(read)];
        HubRows[]? test = files.Test is null ? null : [.. files.Test.Select(read)];
        IReadOnlyList<string>? classes = train[0].Classes;
        foreach ((string file, HubRows rows) in files.Train.Concat(files.Test ?? []).Zip(train.Concat(test ?? [])))
        {
            if (!(rows.Classes ?? []).SequenceEqual(classes ?? [], StringComparer.Ordinal))
                throw new DbdException($"{file} has other classes than {files.Train[0]}: it belongs to another data set.");
        }
        return PictureSet.Load(PackedListing.Of(folder, Samples(train)!, Samples(test), classes, warnings), options, cancellation);
    }

    private static PackedSample[]? Samples(HubRows[]? files) => files is null ? null : [.. files.SelectMany(f => f.Samples)];
}
