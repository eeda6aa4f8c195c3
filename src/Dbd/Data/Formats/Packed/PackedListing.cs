using Dbd.Data.Formats.Pictures;

namespace Dbd.Data.Formats.Packed;

/// <summary>Lists pictures that lie within larger files.</summary>
internal static class PackedListing
{
    /// <summary>Lists them.</summary>
    /// <param name="folder">The data's folder.</param>
    /// <param name="train">The training set.</param>
    /// <param name="test">The test set; null if there is none.</param>
    /// <param name="names">The classes, in label order; null where the labels themselves are the classes.</param>
    /// <param name="warnings">What was passed over.</param>
    /// <exception cref="DbdException">There is no sample, or a label is of no class.</exception>
    public static PictureListing Of(
        string folder, IReadOnlyList<PackedSample> train, IReadOnlyList<PackedSample>? test, IReadOnlyList<string>? names,
        List<string> warnings)
    {
        if (train.Count == 0)
            throw new DbdException($"The training set of {folder} has no picture.");
        PackedSample[] all = [.. train, .. test ?? []];
        PackedLabels read = PackedLabels.Of([.. all.Select(s => s.Label)], train.Count, names, Where, warnings);
        return new PictureListing(
            folder,
            read.Classes,
            Listed(0, train.Count),
            test is null ? null : Listed(train.Count, all.Length - train.Count),
            warnings);

        string Where(int i) => Path.Combine(folder, all[i].Name);

        ListedPicture[] Listed(int from, int count) =>
            [.. Enumerable.Range(from, count).Select(i => new ListedPicture(Where(i), all[i].Name, read.Labels[i]) { Body = all[i].Body })];
    }
}
