using Dbd.Imaging;

namespace Dbd.Data.Formats.Idx;

/// <summary>Writes data sets as IDX files with MNIST's names, and <c>classes.txt</c>.</summary>
internal static class IdxWriter
{
    /// <summary>Writes a training set.</summary>
    /// <param name="folder">Where to; made if needed.</param>
    /// <param name="data">At least one sample, of at most 256 classes. If every picture is grey, the file is idx3, else idx4.</param>
    /// <exception cref="DbdException">A file cannot be written, or there are more than 256 classes.</exception>
    public static void WriteTrain(string folder, IImageSource data) => Write(folder, IdxFiles.TrainStem, data);

    /// <summary>Writes a test set.</summary>
    /// <param name="folder">Where to; made if needed.</param>
    /// <param name="data">As for <see cref="WriteTrain"/>.</param>
    /// <exception cref="DbdException">A file cannot be written, or there are more than 256 classes.</exception>
    public static void WriteTest(string folder, IImageSource data) => Write(folder, IdxFiles.TestStem, data);

    private static void Write(string folder, string stem, IImageSource data)
    {
        if (data.Count == 0 || data.ClassNames.Count > byte.MaxValue + 1)
            throw new DbdException(
                $"IDX files hold at least one picture, of at most 256 classes; not {data.Count} of {data.ClassNames.Count}.");
        bool grey = IsGrey(data);
        int[] sizes = [data.Count, data.Shape.Height, data.Shape.Width, .. grey ? (int[])[] : [ImageShape.Channels]];
        IdxFile.Write(Path.Combine(folder, $"{stem}-images-idx{sizes.Length}-ubyte"), sizes, stream =>
        {
            byte[] pixels = new byte[data.Shape.Bytes];
            byte[] plane = new byte[data.Shape.Pixels];
            for (int i = 0; i < data.Count; i++)
            {
                data.Read(i, pixels);
                if (grey)
                    Red(pixels, plane);
                stream.Write(grey ? plane : pixels);
            }
        });
        byte[] labels = [.. Enumerable.Range(0, data.Count).Select(i => (byte)data.Label(i))];
        IdxFile.Write(Path.Combine(folder, $"{stem}-labels-idx1-ubyte"), [data.Count], stream => stream.Write(labels));
        ClassList.Write(Path.Combine(folder, ClassList.FileName), data.ClassNames);
    }

    private static bool IsGrey(IImageSource data)
    {
        byte[] pixels = new byte[data.Shape.Bytes];
        for (int i = 0; i < data.Count; i++)
        {
            data.Read(i, pixels);
            if (!IsGrey(pixels))
                return false;
        }
        return true;
    }

    private static bool IsGrey(ReadOnlySpan<byte> pixels)
    {
        for (int i = 0; i < pixels.Length; i += ImageShape.Channels)
        {
            if (pixels[i] != pixels[i + 1] || pixels[i] != pixels[i + 2])
                return false;
        }
        return true;
    }

    private static void Red(ReadOnlySpan<byte> pixels, Span<byte> plane)
    {
        for (int p = 0; p < plane.Length; p++)
            plane[p] = pixels[p * ImageShape.Channels];
    }
}
