using Dbd.Data.Formats.Packed;
using Dbd.Data.Formats.Pictures;

namespace Dbd.Data.Formats.HuggingFace;

/// <summary>Puts the files of a training and a test set together.</summary>
internal static class HubSet
{
    /// <summary>Lists their pictures.</summary>
    /// <param name="folder">The data's folder.</param>
    /// <param name="files">The sets' files.</param>
    /// <param name="read">Reads one file.</param>
    /// <param name="warnings">What was passed over.</param>
    /// <exception cref="DbdException">A file is damaged, has classes of its own, or a label is of no class.</exception>
    public static PictureListing List(string folder, ShardSplit files, Func<string, HubRows> read, List<string> warnings)
    {
        HubRows[] train = [.. files.Train.Select(read)];
        HubRows[]? test = files.Test is null ? null : [.. files.Test.Select(read)];
        IReadOnlyList<string>? classes = train[0].Classes;
        foreach ((string file, HubRows rows) in files.Train.Concat(files.Test ?? []).Zip(train.Concat(test ?? [])))
        {
            if (!(rows.Classes ?? []).SequenceEqual(classes ?? [], StringComparer.Ordinal))
                throw new DbdException($"{file} has other classes than {files.Train[0]}: it belongs to another data set.");
        }
        return PackedListing.Of(folder, Samples(train)!, Samples(test), classes, warnings);
    }

    private static PackedSample[]? Samples(HubRows[]? files) => files is null ? null : [.. files.SelectMany(f => f.Samples)];
}
