using System.Text;

using Dbd.Attacks;
using Dbd.Imaging;
using Dbd.Serialization;

namespace Dbd.Torch.Crafting;

/// <summary>The folder of crafted pictures. What is there already is not made again; it also says what they were made of, so that pictures
/// of two kinds are never mixed.</summary>
/// <param name="path">The folder.</param>
internal sealed class CraftFolder(string path)
{
    private const string RecordName = "craft.yaml";

    private string Record => Path.Combine(path, RecordName);

    /// <summary>Begins, or goes on.</summary>
    /// <param name="settings">All that the pictures depend on.</param>
    /// <exception cref="DbdException">The folder holds something else.</exception>
    public void Open(string settings)
    {
        if (File.Exists(Record))
        {
            if (File.ReadAllText(Record, Encoding.UTF8) != settings)
                throw new DbdException(
                    $"{path} holds pictures that were made with other settings, data or surrogate: see {Record}. "
                        + "Name another folder as out.");
            return;
        }
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            throw new DbdException($"{path} holds files that are no crafted pictures. Name another folder as out.");
        AtomicFile.WriteBytes(Record, Encoding.UTF8.GetBytes(settings));
    }

    /// <summary>Whether a sample's picture is there.</summary>
    /// <param name="sample">Its number.</param>
    public bool Has(int sample) => File.Exists(FileOf(sample));

    /// <summary>Writes a sample's picture.</summary>
    /// <param name="sample">Its number.</param>
    /// <param name="pixels">uint8 <c>[height, width, 3]</c>.</param>
    /// <param name="shape">The picture's size.</param>
    public void Write(int sample, ReadOnlySpan<byte> pixels, ImageShape shape) =>
        AtomicFile.WriteBytes(FileOf(sample), PictureFile.ToPng(pixels, shape));

    private string FileOf(int sample) => Path.Combine(path, SamplePictures.FileName(sample));
}
