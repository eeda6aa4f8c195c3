using System.IO.Compression;

using Dbd.Imaging;
using Dbd.Serialization;

namespace Dbd.Data.Formats.Npz;

/// <summary>Writes data sets as one file of NumPy arrays with MedMNIST's names, compressed; the names of the classes lie beside.</summary>
internal static class NpzWriter
{
    /// <summary>The file.</summary>
    public const string FileName = "data.npz";

    /// <summary>Adds a set to the file of a folder, which may have others.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="set">What the set is called.</param>
    /// <param name="data">The set.</param>
    /// <param name="cancellation">Stops between two pictures.</param>
    /// <exception cref="DbdException">It cannot be written.</exception>
    public static void Write(string folder, string set, IImageSource data, CancellationToken cancellation)
    {
        string path = Path.Combine(folder, FileName);
        WriteGuard.Run(path, () =>
        {
            using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Update);
            using (Stream images = Entry(zip, $"{set}_images"))
            {
                Npy.WriteHeader(images, ElementType.UInt8, data.Count, data.Shape.Height, data.Shape.Width, ImageShape.Channels);
                byte[] pixels = new byte[data.Shape.Bytes];
                for (int i = 0; i < data.Count; i++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    data.Read(i, pixels);
                    images.Write(pixels);
                }
            }
            using Stream labels = Entry(zip, $"{set}_labels");
            Npy.Write(labels, TensorData.From<long>([.. data.Labels().Select(l => (long)l)], data.Count, 1));
        });
        ClassList.Write(Path.Combine(folder, ClassList.FileName), data.ClassNames);
    }

    // The same bytes whenever they are written.
    private static Stream Entry(ZipArchive zip, string name)
    {
        ZipArchiveEntry entry = zip.CreateEntry($"{name}.npy", CompressionLevel.Optimal);
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return entry.Open();
    }
}
