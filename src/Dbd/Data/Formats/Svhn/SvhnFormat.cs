using Dbd.Data.Formats.Mat;
using Dbd.Imaging;

namespace Dbd.Data.Formats.Svhn;

/// <summary>House numbers, cropped digits: <c>train_32x32.mat</c> and <c>test_32x32.mat</c>. Label 10 is the digit 0.</summary>
/// <remarks>Netzer et al., "Reading Digits in Natural Images with Unsupervised Feature Learning", 2011;
/// http://ufldl.stanford.edu/housenumbers. <c>extra_32x32.mat</c> is left alone.</remarks>
internal sealed class SvhnFormat : IDatasetFormat, IInspectedFormat
{
    private const string TrainFile = "train_32x32.mat";
    private const string TestFile = "test_32x32.mat";
    private const string ExtraFile = "extra_32x32.mat";
    private const int Digits = 10;

    private static readonly string[] s_names = [.. Enumerable.Range(0, Digits).Select(n => $"{n}")];

    /// <inheritdoc/>
    public bool IsIn(string path) => File.Exists(Path.Combine(UserPath.Expand(path), TrainFile));

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
        string folder = UserPath.Expand(path);
        string test = Path.Combine(folder, TestFile);
        List<string> warnings = [];
        if (File.Exists(Path.Combine(folder, ExtraFile)))
            warnings.Add($"{ExtraFile} is left alone: the training set is {TrainFile}.");
        return (Read(Path.Combine(folder, TrainFile)), File.Exists(test) ? Read(test) : null, warnings);
    }

    private static HeldImages Read(string path)
    {
        MatArray[] variables = MatFile.Read(path, "X", "y");
        (MatArray pictures, MatArray labels) = (variables[0], variables[1]);
        // MATLAB drops the last axis of a single picture.
        int[] sizes = pictures.Sizes is [_, _, _] ? [.. pictures.Sizes, 1] : pictures.Sizes;
        if (pictures.Type != MatType.UInt8 || sizes is not [> 0, > 0, ImageShape.Channels, > 0])
            throw new DbdException($"The pictures X of {path} are {pictures}; expected UInt8 [height, width, 3, count].");
        if (labels.Count != sizes[3])
            throw new DbdException($"{path} has {labels.Count} labels for {sizes[3]} pictures.");
        ImageShape shape = new(sizes[0], sizes[1]);
        byte[] images = PictureBlock.For(sizes[3], shape);
        for (int i = 0; i < sizes[3]; i++)
            Columns.Interleave(pictures.Bytes.AsSpan(i * shape.Bytes, shape.Bytes), shape, images.AsSpan(i * shape.Bytes, shape.Bytes));
        int[] digits = [.. Enumerable.Range(0, labels.Count).Select(i => Digit(path, i, labels[i]))];
        return new HeldImages(shape, images, digits, s_names);
    }

    private static int Digit(string path, int sample, double label) => label switch
    {
        Digits => 0,
        >= 0 and < Digits when label % 1 == 0 => (int)label,
        _ => throw new DbdException($"{path}: the label of picture {sample} is {label}; expected 1 to 9, and 10 for the digit 0."),
    };
}
