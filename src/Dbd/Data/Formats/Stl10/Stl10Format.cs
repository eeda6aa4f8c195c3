using Dbd.Imaging;
using Dbd.Serialization;

namespace Dbd.Data.Formats.Stl10;

/// <summary>STL-10's binary files: <c>train_X.bin</c>, <c>train_y.bin</c>, and the same with <c>test</c>; pictures of 96x96, column by
/// column, and labels from 1. <c>class_names.txt</c> names the classes.</summary>
/// <remarks>Coates, Lee, Ng, "An Analysis of Single Layer Networks in Unsupervised Feature Learning", AISTATS 2011;
/// https://cs.stanford.edu/~acoates/stl10. <c>unlabeled_X.bin</c> is left alone.</remarks>
internal sealed class Stl10Format : IDatasetFormat, IInspectedFormat
{
    private const string InnerFolder = "stl10_binary";
    private const string UnlabelledFile = "unlabeled_X.bin";

    private static readonly ImageShape s_shape = new(96, 96);

    private static readonly string[] s_names =
        ["airplane", "bird", "car", "cat", "deer", "dog", "horse", "monkey", "ship", "truck"];

    /// <inheritdoc/>
    public bool IsIn(string path) => Place(path) is not null;

    /// <inheritdoc/>
    public DataSummary Inspect(string path, CancellationToken cancellation)
    {
        (IImageSource train, IImageSource? test, List<string> warnings) = Stored(path);
        return DataSummary.Of(train, test, warnings);
    }

    /// <inheritdoc/>
    public DatasetSplit Load(string path, ReadingOptions options, CancellationToken cancellation)
    {
        (IImageSource train, IImageSource? test, List<string> warnings) = Stored(path);
        return HeldOut.OrTest(
            Resized.To(train, options, cancellation), test is null ? null : Resized.To(test, options, cancellation), options, warnings);
    }

    private static (IImageSource Train, IImageSource? Test, List<string> Warnings) Stored(string path)
    {
        string folder = Place(path)
            ?? throw new DbdException($"The folder {path} has no train_X.bin, there or in {InnerFolder}/ below it.");
        IReadOnlyList<string> names = ClassList.ReadIfThere(Path.Combine(folder, "class_names.txt")) ?? s_names;
        List<string> warnings = [];
        if (File.Exists(Path.Combine(folder, UnlabelledFile)))
            warnings.Add($"{UnlabelledFile} is left alone: its pictures have no labels.");
        bool hasTest = File.Exists(Path.Combine(folder, "test_X.bin"));
        return (Read(folder, "train", names), hasTest ? Read(folder, "test", names) : null, warnings);
    }

    private static string? Place(string path) =>
        new[] { UserPath.Expand(path), Path.Combine(UserPath.Expand(path), InnerFolder) }
            .FirstOrDefault(f => File.Exists(Path.Combine(f, "train_X.bin")));

    private static HeldImages Read(string folder, string stem, IReadOnlyList<string> names)
    {
        (string picturePath, string labelPath) = (Path.Combine(folder, $"{stem}_X.bin"), Path.Combine(folder, $"{stem}_y.bin"));
        ReadOnlyMemory<byte> pictures = Bytes(picturePath);
        if (pictures.Length == 0 || pictures.Length % s_shape.Bytes != 0)
            throw new DbdException(
                $"{picturePath} has {pictures.Length} bytes, which are no whole pictures of {s_shape.Bytes} bytes. Is it cut off?");
        int count = pictures.Length / s_shape.Bytes;
        byte[] labels = Bytes(labelPath).ToArray();
        if (labels.Length != count)
            throw new DbdException($"{labelPath} has {labels.Length} labels for the {count} pictures of {picturePath}.");
        int wrong = labels.AsSpan().IndexOfAnyExceptInRange((byte)1, (byte)Math.Min(names.Count, byte.MaxValue));
        if (wrong >= 0)
            throw new DbdException($"{labelPath}: the label of picture {wrong} is {labels[wrong]}; expected 1 to {names.Count}.");
        byte[] images = PictureBlock.For(count, s_shape);
        for (int i = 0; i < count; i++)
        {
            Range place = (i * s_shape.Bytes)..((i + 1) * s_shape.Bytes);
            Columns.Interleave(pictures.Span[place], s_shape, images.AsSpan(place));
        }
        return new HeldImages(s_shape, images, [.. labels.Select(l => l - 1)], names);
    }

    private static ReadOnlyMemory<byte> Bytes(string path) =>
        DamagedDataException.Naming(path, "a file of STL-10", () => new FileBuffer().Read(path));
}
