using Dbd.Data.Storage;
using Dbd.Imaging;

namespace Dbd.Data.Formats.Pictures;

/// <summary>Reads listed picture files into a data set. Broken files are skipped, and each is a warning.</summary>
internal static class PictureSet
{
    // From this share of broken files on, the data are not what they are taken for.
    private const double Tolerated = 0.05;

    private const int ErrorsShown = 5;

    /// <summary>Reads the pictures.</summary>
    /// <exception cref="DbdException">Too many are broken, or a class is left empty.</exception>
    public static DatasetSplit Load(PictureListing listing, ReadingOptions options, CancellationToken cancellation)
    {
        options = options with { MayHold = IsWithin(options, listing) };
        IImageSource train = Read(listing, listing.Train, options, cancellation);
        CheckClasses(train, listing);
        ReadingOptions tests = options with { OwnSide = options.OwnTestSide };
        IImageSource? test = listing.Test is null ? null : Read(listing, listing.Test, tests, cancellation);
        if (test is { Count: 0 })
            throw new DbdException(
                $"The test set of {listing.Place} has no picture. Add some, or remove it: then a part of the training set is held out.");
        return HeldOut.OrTest(train, test, options, listing.Warnings);
    }

    private static bool IsWithin(ReadingOptions options, PictureListing listing) =>
        ((long)listing.Train.Count + (listing.Test?.Count ?? 0)) * new ImageShape(options.Size, options.Size).Bytes <= options.Memory;

    private static IImageSource Read(
        PictureListing listing, IReadOnlyList<ListedPicture> pictures, ReadingOptions options, CancellationToken cancellation)
    {
        KeptPictures kept = PictureReading.Read(pictures, listing.ClassNames, options, cancellation);
        listing.Warnings.AddRange(kept.Notes);
        int[] good = [.. Enumerable.Range(0, pictures.Count).Where(i => kept.Problems[i] is null)];
        Judge([.. kept.Problems.OfType<string>()], pictures.Count, listing);
        return good.Length == pictures.Count ? kept.Pictures : new Subset(kept.Pictures, good);
    }

    private static void Judge(string[] problems, int count, PictureListing listing)
    {
        if (problems.Length > 0 && problems.Length >= Tolerated * count)
        {
            string shown = string.Join(' ', problems.Take(ErrorsShown));
            string more = problems.Length > ErrorsShown ? $" And {problems.Length - ErrorsShown} more." : "";
            throw new DbdException(
                $"{problems.Length} of {count} pictures of {listing.Place} cannot be read; from {Tolerated:P0} on, that is no accident: "
                    + $"mend or remove them. {shown}{more}");
        }
        listing.Warnings.AddRange(problems.Select(p => $"Skipped: {p}"));
    }

    private static void CheckClasses(IImageSource train, PictureListing listing)
    {
        HashSet<int> there = [.. train.Labels()];
        if (Enumerable.Range(0, listing.ClassNames.Count).FirstOrDefault(label => !there.Contains(label), -1) is >= 0 and int empty)
            throw new DbdException(
                $"The class '{listing.ClassNames[empty]}' of {listing.Place} has no training picture that can be read. "
                    + "Add some, or remove the class.");
    }
}
