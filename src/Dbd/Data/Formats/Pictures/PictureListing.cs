using Dbd.Imaging;

namespace Dbd.Data.Formats.Pictures;

/// <summary>A picture that belongs to a data set.</summary>
/// <param name="Path">The file; of a picture within a larger one, what messages call it.</param>
/// <param name="Name">What the sample is called: the path from the data's folder on, with <c>/</c>.</param>
/// <param name="Label">In [0, number of classes).</param>
internal readonly record struct ListedPicture(string Path, string Name, int Label)
{
    /// <summary>The bytes of a picture within a larger file; null for a file of its own.</summary>
    public PictureBody? Body { get; init; }

    /// <summary>Looks at the picture's header.</summary>
    /// <exception cref="DbdException">It is missing, unreadable, no picture, or too large; the message names it.</exception>
    public EncodedPicture Open() => EncodedPicture.From(Path, Bytes());

    /// <summary>Reads the file.</summary>
    /// <exception cref="DbdException">It is missing, unreadable, or too large; the message names it.</exception>
    public PictureBytes Bytes() => Body is null ? PictureBytes.Read(Path) : PictureBytes.Read(Path, Body);

    /// <summary>A picture below a folder, named by the way to it.</summary>
    /// <param name="folder">The data's folder.</param>
    /// <param name="path">The file.</param>
    /// <param name="label">In [0, number of classes).</param>
    public static ListedPicture Below(string folder, string path, int label) =>
        new(path, Relative(folder, path).Replace('\\', '/'), label);

    // As GetRelativePath, which takes a while for each of many.
    private static string Relative(string folder, string path) =>
        path.Length > folder.Length + 1 && path[folder.Length] == System.IO.Path.DirectorySeparatorChar
            && path.StartsWith(folder, StringComparison.Ordinal)
            ? path[(folder.Length + 1)..]
            : System.IO.Path.GetRelativePath(folder, path);
}

/// <summary>The picture files of a data set, before any was opened.</summary>
/// <param name="Place">The folder or file that lists them, for messages.</param>
/// <param name="ClassNames">In label order.</param>
/// <param name="Train">In the order of the samples.</param>
/// <param name="Test">Likewise; null where there is no test set.</param>
/// <param name="Warnings">What was passed over.</param>
internal sealed record PictureListing(
    string Place, IReadOnlyList<string> ClassNames, IReadOnlyList<ListedPicture> Train,
    IReadOnlyList<ListedPicture>? Test, List<string> Warnings)
{
    /// <summary>What it is about; the headers of some pictures are read.</summary>
    public DataSummary Summary(CancellationToken cancellation)
    {
        List<string> warnings = [.. Warnings];
        SetSummary train = SetSummary.Of(Train.Select(p => p.Label), ClassNames.Count);
        if (ClassNames.Zip(train.PerClass).FirstOrDefault(c => c.Second == 0) is ({ } empty, _))
            warnings.Add($"The class '{empty}' has no training picture: add some, or remove the class, else these data are refused.");
        PictureSizes? sizes = PictureSizes.Of(
            [.. Train.Concat(Test ?? []).Select(p => (Func<EncodedPicture>)p.Open)], warnings, cancellation);
        return new DataSummary(
            ClassNames,
            train,
            Test is null ? null : SetSummary.Of(Test.Select(p => p.Label), ClassNames.Count),
            sizes,
            warnings);
    }
}
