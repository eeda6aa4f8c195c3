using Dbd.Data.Formats.Packed;

namespace Dbd.Data.Formats.Npz;

/// <summary>A file of NumPy arrays: <c>train_images</c>, <c>train_labels</c> and the same with <c>test</c> or <c>val</c>, as MedMNIST has
/// them; or <c>x_train</c>, <c>y_train</c>, <c>x_test</c>, <c>y_test</c>; or <c>images</c> and <c>labels</c>. Pictures are uint8
/// [count, height, width], which become RGB, or [count, height, width, 3].</summary>
/// <remarks>Yang et al., "MedMNIST v2", Scientific Data 10, 2023. Classes are the labels, unless <c>classes.txt</c> beside the file names
/// them.</remarks>
internal sealed class NpzFormat : IDatasetFormat
{
    private const string Ending = ".npz";

    /// <inheritdoc/>
    public bool IsIn(string path)
    {
        string place = UserPath.Expand(path);
        return File.Exists(place) ? IsNpz(place) : Files(place).Any(HasPictures);
    }

    /// <inheritdoc/>
    public DatasetSplit Load(string path, ReadingOptions options, CancellationToken cancellation)
    {
        string place = Path.GetFullPath(UserPath.Expand(path));
        string file = File.Exists(place) ? place : OneOf(path, [.. Files(place).Where(HasPictures)]);
        NpzFile arrays = new(file);
        IReadOnlySet<string> there = arrays.Names;
        NpzPart train = arrays.Read(NpzNames.Train(there) ?? throw new DbdException(
            $"{file} has no arrays train_images and train_labels, nor x_train and y_train, nor images and labels; it has: "
                + $"{string.Join(", ", there.Order(StringComparer.Ordinal))}."));
        NpzNames[] tests = NpzNames.Tests(there);
        NpzPart? test = tests.Length == 0 ? null : arrays.Read(tests[0]);
        List<string> warnings = [.. tests.Skip(1).Select(t => $"{t.Images} of {file} is left alone: the test set is {tests[0].Images}.")];
        PackedLabels labels = PackedLabels.Of(
            [.. train.Labels, .. test?.Labels ?? []],
            train.Labels.Length,
            ClassList.ReadIfThere(Path.Combine(Path.GetDirectoryName(file)!, ClassList.FileName)),
            i => i < train.Labels.Length
                ? $"{file}, {train.Names.Labels}[{i}]"
                : $"{file}, {test!.Names.Labels}[{i - train.Labels.Length}]",
            warnings);
        return HeldOut.OrTest(
            Resized.To(Held(train, labels.Classes, labels.Labels[..train.Labels.Length]), options, cancellation),
            test is null ? null : Resized.To(Held(test, labels.Classes, labels.Labels[train.Labels.Length..]), options, cancellation),
            options,
            warnings);
    }

    private static HeldImages Held(NpzPart part, IReadOnlyList<string> classes, int[] labels) =>
        new(part.Shape, part.Pixels, labels, classes, i => $"{part.Names.Images}/{i}");

    private static string OneOf(string path, string[] files) => files.Length == 1
        ? files[0]
        : throw new DbdException($"{path} holds {files.Length} files of pictures and labels. Name one: {string.Join(", ", files)}.");

    private static IEnumerable<string> Files(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", new EnumerationOptions { IgnoreInaccessible = true })
            .Where(IsNpz)
            .Order(StringComparer.Ordinal)
        : [];

    private static bool IsNpz(string path) => Path.GetExtension(path).Equals(Ending, StringComparison.OrdinalIgnoreCase);

    private static bool HasPictures(string path)
    {
        try
        {
            return NpzNames.Train(new NpzFile(path).Names) is not null;
        }
        catch (DbdException)
        {
            return false;
        }
    }
}
