using Dbd.Data.Formats.Manifests;
using Dbd.Data.Formats.Packed;
using Dbd.Data.Formats.Pictures;
using Dbd.Imaging;
using Dbd.Serialization;

namespace Dbd.Data.Formats.WebDatasets;

/// <summary>Tar files in which the files of a sample lie beside each other, with names that are the same up to the first dot: a picture,
/// and a label in <c>.cls</c>, <c>.json</c> or <c>.txt</c>. The training and the test set are told by the names of the tar files.</summary>
/// <remarks>https://github.com/webdataset/webdataset. Pictures stay where they are until they are wanted. <c>classes.txt</c> or
/// <c>classnames.txt</c> beside the tar files names classes that are numbers.</remarks>
internal sealed class WebDatasetFormat : IDatasetFormat
{
    private const string Ending = ".tar";
    private const int LookedAt = 64;

    private static readonly string[] s_names = [ClassList.FileName, "classnames.txt"];

    /// <inheritdoc/>
    public bool IsIn(string path)
    {
        try
        {
            return ShardFolder.Find(UserPath.Expand(path), Ending) is [var first, ..]
                && WebSample.Group(TarMembers.List(first, LookedAt, CancellationToken.None))
                    .Any(s => s.Picture is not null && s.LabelKind is not null);
        }
        catch (DbdException)
        {
            // What is wrong is said when it is read.
            return !ImageFolder.IsIn(UserPath.Expand(path));
        }
    }

    /// <inheritdoc/>
    public DatasetSplit Load(string path, ReadingOptions options, CancellationToken cancellation) =>
        PictureSet.Load(Listing(path, cancellation), options, cancellation);

    private static PictureListing Listing(string path, CancellationToken cancellation)
    {
        string place = Path.GetFullPath(UserPath.Expand(path));
        string folder = Directory.Exists(place) ? place : Path.GetDirectoryName(place)!;
        List<string> warnings = [];
        ShardSplit files = ShardSplit.Of(folder, ShardFolder.Find(place, Ending), warnings);
        IReadOnlyList<string>? names =
            s_names.Select(n => ClassList.ReadIfThere(Path.Combine(folder, n))).FirstOrDefault(n => n is not null);
        List<PackedSample> train = Samples(files.Train)!;
        return PackedListing.Of(folder, train, Samples(files.Test), names, warnings);

        List<PackedSample>? Samples(IReadOnlyList<string>? tars) =>
            tars is null ? null : [.. tars.SelectMany(t => Read(folder, t, warnings, cancellation))];
    }

    private static List<PackedSample> Read(string folder, string tar, List<string> warnings, CancellationToken cancellation) =>
        DamagedDataException.Naming(tar, "a WebDataset", () =>
        {
            string name = Path.GetRelativePath(folder, tar).Replace('\\', '/');
            List<WebSample> all = WebSample.Group(TarMembers.List(tar, int.MaxValue, cancellation));
            Manifest.CheckCount(tar, all.Count);
            List<PackedSample> samples = [];
            List<string> without = [];
            using FileStream file = File.OpenRead(tar);
            foreach (WebSample sample in all)
            {
                cancellation.ThrowIfCancellationRequested();
                if (sample.Picture is { } picture && sample.LabelKind is not null)
                    samples.Add(new PackedSample(
                        $"{name}/{picture.Name}", PictureBody.PartOf(tar, picture.Offset, picture.Length), sample.Label(file)));
                else
                    without.Add(sample.Key);
            }
            if (samples.Count == 0)
                throw new DamagedDataException("no sample in it has a picture and a label (.cls, .json or .txt).");
            if (without.Count > 0)
                warnings.Add(
                    $"{without.Count} samples of {tar} have no picture or no label, the first '{without[0]}'; they are passed over.");
            return samples;
        });
}
