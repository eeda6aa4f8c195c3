using Dbd.Imaging;
using Dbd.Serialization;
using Dbd.Serialization.Zip;

namespace Dbd.Data.Formats.Npz;

/// <summary>The pictures and labels of one set, as they are in the file.</summary>
/// <param name="Names">What the arrays are called.</param>
/// <param name="Shape">The size of every picture.</param>
/// <param name="Pixels">uint8 <c>[count, height, width, 3]</c>.</param>
/// <param name="Labels">A label each, as it is written.</param>
internal sealed record NpzPart(NpzNames Names, ImageShape Shape, byte[] Pixels, string[] Labels);

/// <summary>A file of several NumPy arrays, plain (<c>numpy.savez</c>) or compressed.</summary>
/// <param name="path">The file.</param>
internal sealed class NpzFile(string path)
{
    private const string Ending = ".npy";

    /// <summary>What its arrays are called.</summary>
    /// <exception cref="DbdException">It is missing or damaged; the message names it.</exception>
    public IReadOnlySet<string> Names => Open(zip =>
        zip.Names.Where(n => n.EndsWith(Ending, StringComparison.Ordinal))
            .Select(n => n[..^Ending.Length])
            .ToHashSet(StringComparer.Ordinal));

    /// <summary>Reads a set.</summary>
    /// <exception cref="DbdException">The file is damaged, or the arrays are not what they should be; names file and array.</exception>
    public NpzPart Read(NpzNames names) => Open(zip =>
    {
        TensorData images = Parsed(zip, names.Images, file => Npy.Parse(file));
        (long[] sizes, string[] labels) = Parsed(zip, names.Labels, file => NpyTexts.Parse(file));
        if (images.Type != ElementType.UInt8 || images.Shape is not ([> 0, > 0, > 0] or [> 0, > 0, > 0, 1 or ImageShape.Channels]))
            throw new DamagedDataException(
                $"its {names.Images} is {images}; expected UInt8 [count, height, width], or the same with 3 colours.");
        long count = images.Shape[0];
        if (sizes is not ([_] or [_, 1]) || sizes[0] != count)
            throw new DamagedDataException(
                $"its {names.Labels} is [{string.Join(", ", sizes)}]; expected one label for each of the {count} pictures.");
        ImageShape shape = new((int)images.Shape[1], (int)images.Shape[2]);
        byte[] pixels = images.Shape is [_, _, _, ImageShape.Channels]
            ? images.Bytes
            : GreyPictures.ToRgb(images.Bytes, (int)count, shape);
        return new NpzPart(names, shape, pixels, labels);
    });

    private static T Parsed<T>(ZipStoreReader zip, string name, Func<byte[], T> parse)
    {
        try
        {
            return parse(zip.Read(zip.Entry(name + Ending)));
        }
        catch (DamagedDataException e)
        {
            throw new DamagedDataException($"its array {name}: {e.Message}", e);
        }
    }

    private T Open<T>(Func<ZipStoreReader, T> use) => DamagedDataException.Naming(path, "a file of NumPy arrays", () =>
    {
        using ZipStoreReader zip = new(File.OpenHandle(path), mayDeflate: true);
        return use(zip);
    });
}
