using Dbd.Imaging;

namespace Dbd.Data.Formats.Idx;

/// <summary>The MNIST family: <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c> and the same with <c>t10k</c>, plain or
/// <c>.gz</c>; grey becomes RGB. <c>idx4</c> files hold RGB pictures, [count, height, width, 3].</summary>
/// <remarks>Classes are numbered, unless <c>classes.txt</c> names them. Where there is no <c>t10k</c>, a part is held out.</remarks>
internal sealed class IdxFormat : IDatasetFormat, IInspectedFormat
{
    /// <inheritdoc/>
    public bool IsIn(string path) => IdxFiles.Find(UserPath.Expand(path), IdxFiles.TrainStem) is not null;

    /// <inheritdoc/>
    public DataSummary Inspect(string path, CancellationToken cancellation)
    {
        (IImageSource train, IImageSource? test) = Stored(path);
        return DataSummary.Of(train, test, []);
    }

    /// <inheritdoc/>
    public DatasetSplit Load(string path, ReadingOptions options, CancellationToken cancellation)
    {
        (IImageSource train, IImageSource? test) = Stored(path);
        return HeldOut.OrTest(
            Resized.To(train, options, cancellation), test is null ? null : Resized.To(test, options, cancellation), options, []);
    }

    private static (IImageSource Train, IImageSource? Test) Stored(string path)
    {
        string folder = UserPath.Expand(path);
        IdxPart train = Read(folder, IdxFiles.TrainStem)
            ?? throw new DbdException($"The folder {path} has no {IdxFiles.TrainStem}-images-idx3-ubyte, plain or .gz.");
        IdxPart? test = Read(folder, IdxFiles.TestStem);
        IReadOnlyList<string> names = Names(folder, [.. train.Labels, .. test?.Labels ?? []]);
        return (train.Dataset(names), test?.Dataset(names));
    }

    private static IReadOnlyList<string> Names(string folder, byte[] labels)
    {
        string file = Path.Combine(folder, ClassList.FileName);
        IReadOnlyList<string> names = ClassList.ReadIfThere(file) ?? [.. Enumerable.Range(0, labels.Max() + 1).Select(n => $"{n}")];
        return labels.Max() < names.Count
            ? names
            : throw new DbdException($"{file} names {names.Count} classes, but the label {labels.Max()} occurs.");
    }

    private static IdxPart? Read(string folder, string stem)
    {
        if (IdxFiles.Find(folder, stem) is not { } files)
            return null;
        IdxFile images = IdxFile.Read(files.Images);
        IdxFile labels = IdxFile.Read(files.Labels);
        if (images.Sizes is not ([_, _, _] or [_, _, _, ImageShape.Channels]))
            throw new DbdException(
                $"{files.Images} holds [{string.Join(", ", images.Sizes)}]; expected [count, height, width], or the same with 3 colours.");
        if (ImageShape.Channels * (long)images.Sizes[1] * images.Sizes[2] > Array.MaxLength)
            throw new DbdException($"{files.Images} holds pictures of {images.Sizes[1]}x{images.Sizes[2]}, which are too large.");
        if (labels.Sizes is not [int count] || count != images.Sizes[0])
            throw new DbdException(
                $"{files.Labels} holds [{string.Join(", ", labels.Sizes)}]; "
                    + $"expected one label for each of the {images.Sizes[0]} pictures of {files.Images}.");
        return new IdxPart(images, labels.Bytes);
    }

    /// <summary>Pictures and labels of one set.</summary>
    private sealed record IdxPart(IdxFile Images, byte[] Labels)
    {
        public HeldImages Dataset(IReadOnlyList<string> names)
        {
            ImageShape shape = new(Images.Sizes[1], Images.Sizes[2]);
            byte[] pixels = Images.Sizes.Length == 4 ? Images.Bytes : GreyPictures.ToRgb(Images.Bytes, Labels.Length, shape);
            return new HeldImages(shape, pixels, [.. Labels.Select(l => (int)l)], names);
        }
    }
}
