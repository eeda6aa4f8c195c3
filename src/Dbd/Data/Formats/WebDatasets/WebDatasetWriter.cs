using System.Formats.Tar;
using System.Globalization;
using System.Text;

using Dbd.Data.Formats.Packed;
using Dbd.Serialization;

namespace Dbd.Data.Formats.WebDatasets;

/// <summary>Writes tar files of PNG pictures, each with its label beside it, and the names of the classes.</summary>
internal static class WebDatasetWriter
{
    // As the library's own examples have.
    private const int SamplesInFile = 10_000;

    /// <summary>The picture of a sample, from the folder on.</summary>
    /// <param name="set">What the set is called.</param>
    /// <param name="sample">From 0.</param>
    public static string NameOf(string set, int sample) => $"{FileOf(set, sample)}/{KeyOf(sample)}.png";

    /// <summary>Writes a set into a folder, which may have others.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="set">What the set is called.</param>
    /// <param name="data">The set.</param>
    /// <param name="progress">Is told how far writing is; may be null.</param>
    /// <param name="cancellation">Stops between some pictures.</param>
    /// <exception cref="DbdException">A file cannot be written.</exception>
    public static void Write(
        string folder, string set, IImageSource data, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        foreach (int[] samples in Enumerable.Range(0, data.Count).Chunk(SamplesInFile))
        {
            AtomicFile.Write(Path.Combine(folder, FileOf(set, samples[0])), stream =>
            {
                using TarWriter tar = new(stream, leaveOpen: true);
                foreach ((int first, byte[][] files) in PngStream.Of(new Subset(data, samples), progress, cancellation))
                {
                    foreach ((int i, byte[] file) in files.Index())
                        Write(tar, samples[first + i], file, data.Label(samples[first + i]));
                }
            });
        }
        ClassList.Write(Path.Combine(folder, ClassList.FileName), data.ClassNames);
    }

    private static void Write(TarWriter tar, int sample, byte[] picture, int label)
    {
        Add(tar, $"{KeyOf(sample)}.png", picture);
        Add(tar, $"{KeyOf(sample)}.cls", Encoding.ASCII.GetBytes(label.ToString(CultureInfo.InvariantCulture)));
    }

    private static void Add(TarWriter tar, string name, byte[] content)
    {
        using MemoryStream stream = new(content);
        // The same bytes whenever they are written.
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name)
        {
            DataStream = stream,
            ModificationTime = DateTimeOffset.UnixEpoch,
        });
    }

    private static string FileOf(string set, int sample) =>
        string.Create(CultureInfo.InvariantCulture, $"{set}-{sample / SamplesInFile:000000}.tar");

    private static string KeyOf(int sample) => sample.ToString("00000000", CultureInfo.InvariantCulture);
}
