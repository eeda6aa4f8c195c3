using Dbd.Data.Formats.Pictures;
using Dbd.Serialization;

namespace Dbd.Data.Formats.Gtsrb;

/// <summary>German traffic signs: the official folders, or the tables <c>Train.csv</c> and <c>Test.csv</c> with which they are often
/// passed on.</summary>
/// <remarks>Stallkamp et al., "Man vs. computer: Benchmarking machine learning algorithms for traffic sign recognition", Neural
/// Networks 32, 2012; https://benchmark.ini.rub.de. Pictures are taken whole: the frames of the signs are not used.</remarks>
internal sealed class GtsrbFormat : IDatasetFormat, IInspectedFormat
{
    private const string TrainTable = "Train.csv";
    private const string TestTable = "Test.csv";

    /// <inheritdoc/>
    public bool IsIn(string path) => Places(path).Any(p => IsTabled(p) || GtsrbFolders.In(p) is not null);

    /// <inheritdoc/>
    public DataSummary Inspect(string path, CancellationToken cancellation) => Listing(path).Summary(cancellation);

    /// <inheritdoc/>
    public DatasetSplit Load(string path, ReadingOptions options, CancellationToken cancellation) =>
        PictureSet.Load(Listing(path), options, cancellation);

    private static PictureListing Listing(string path)
    {
        string place = Places(path).FirstOrDefault(p => IsTabled(p) || GtsrbFolders.In(p) is not null)
            ?? throw new DbdException($"The folder {path} has neither {TrainTable} nor Final_Training/Images/00000/GT-00000.csv.");
        return DamagedDataException.Naming(place, "GTSRB", () => IsTabled(place) ? Tabled(place) : GtsrbFolders.In(place)!.List());
    }

    // As the archives unpack, and as torchvision unpacks them.
    private static IEnumerable<string> Places(string path)
    {
        string place = UserPath.Expand(path);
        return [place, Path.Combine(place, "GTSRB"), Path.Combine(place, "gtsrb"), Path.Combine(place, "gtsrb", "GTSRB")];
    }

    private static bool IsTabled(string place) => GtsrbTable.HasClasses(Path.Combine(place, TrainTable));

    private static PictureListing Tabled(string place)
    {
        string test = Path.Combine(place, TestTable);
        return TableListing.Of(
            place,
            GtsrbTable.Read(Path.Combine(place, TrainTable), GtsrbTable.FilePath, ""),
            File.Exists(test) ? GtsrbTable.Read(test, GtsrbTable.FilePath, "") : null,
            []);
    }
}
