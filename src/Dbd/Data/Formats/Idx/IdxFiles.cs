namespace Dbd.Data.Formats.Idx;

/// <summary>The two files of a set.</summary>
/// <param name="Images">[count, height, width] or [count, height, width, 3].</param>
/// <param name="Labels">[count].</param>
internal sealed record IdxFiles(string Images, string Labels)
{
    public const string TrainStem = "train";
    public const string TestStem = "t10k";

    /// <summary>Finds the files of a set; those of grey pictures first, plain ones first.</summary>
    /// <returns>Null if the pictures or the labels are not there.</returns>
    public static IdxFiles? Find(string folder, string stem) =>
        First(folder, $"{stem}-images", "idx3", "idx4") is { } images && First(folder, $"{stem}-labels", "idx1") is { } labels
            ? new IdxFiles(images, labels)
            : null;

    // As published, and as some tools unpack them.
    private static string? First(string folder, string name, params string[] axes) => axes
        .SelectMany(a => (string[])[$"{name}-{a}-ubyte", $"{name}-{a}-ubyte.gz", $"{name}.{a}-ubyte", $"{name}.{a}-ubyte.gz"])
        .Select(f => Path.Combine(folder, f))
        .FirstOrDefault(File.Exists);
}
