using System.Globalization;
using System.Text;

using Dbd.Imaging;
using Dbd.Serialization;

namespace Dbd.Data.Formats.CsvFolders;

/// <summary>Writes data sets as a table of names and labels beside a folder of PNG files, and the names of the classes.</summary>
internal static class CsvFolderWriter
{
    /// <summary>The picture of a sample, from the folder on.</summary>
    /// <param name="set">What the set is called.</param>
    /// <param name="sample">From 0.</param>
    public static string FileOf(string set, int sample) => $"{set}/{NameOf(sample)}.png";

    /// <summary>Writes a set into a folder, which may have others.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="set">What the set is called.</param>
    /// <param name="data">The set.</param>
    /// <param name="progress">Is told how far writing is; may be null.</param>
    /// <param name="cancellation">Stops between two pictures.</param>
    /// <exception cref="DbdException">A file cannot be written.</exception>
    public static void Write(
        string folder, string set, IImageSource data, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.Combine(folder, set));
        ParallelWork.For(
            data.Count,
            "pictures written",
            progress,
            i => PictureFile.WritePng(Path.Combine(folder, FileOf(set, i)), data.Read(i), data.Shape),
            cancellation);
        StringBuilder table = new("id,label\n");
        for (int i = 0; i < data.Count; i++)
            table.Append(CultureInfo.InvariantCulture, $"{NameOf(i)},{data.Label(i)}\n");
        AtomicFile.WriteBytes(Path.Combine(folder, $"{set}.csv"), Encoding.ASCII.GetBytes(table.ToString()));
        ClassList.Write(Path.Combine(folder, ClassList.FileName), data.ClassNames);
    }

    private static string NameOf(int sample) => sample.ToString("00000000", CultureInfo.InvariantCulture);
}
