using System.Collections.Concurrent;
using System.Globalization;

using Dbd.Configuration;
using Dbd.Imaging;
using Dbd.Serialization;

namespace Dbd.Attacks;

/// <summary>A picture for each of some samples, made beforehand: a folder of <c>NUMBER.png</c>, the sample's number in its set, or a
/// <c>.npy</c> file, uint8 <c>[samples, height, width, 3]</c>. A picture is read when it is first wanted, and kept.</summary>
/// <param name="path">The folder or file; <c>~</c> is the home folder.</param>
/// <param name="key">The key that names it, for messages.</param>
internal sealed class SamplePictures(string path, string key)
{
    private const string ArrayExtension = ".npy";

    private readonly ConcurrentDictionary<int, PixelBuffer> _read = new();
    private readonly Lazy<TensorData?> _array = new(() => IsArray(path) ? Array(path, key) : null);

    /// <summary>The name of the file of a sample's picture in such a folder.</summary>
    /// <param name="sample">The sample's number in its set, from 0.</param>
    public static string FileName(int sample) => string.Create(CultureInfo.InvariantCulture, $"{sample}.png");

    /// <summary>The picture of a sample.</summary>
    /// <param name="sample">The sample's number in its set, from 0.</param>
    /// <param name="shape">The size that it must have.</param>
    /// <returns>uint8 <c>[height, width, 3]</c>; not to be changed.</returns>
    /// <exception cref="ConfigException">There is none, or it is of another size.</exception>
    public ReadOnlySpan<byte> Of(int sample, ImageShape shape)
    {
        if (_array.Value is { } array)
            return Row(array, sample, shape);
        PixelBuffer picture = _read.GetOrAdd(sample, Read);
        return picture.Shape == shape ? picture.Pixels : throw Refused(
            $"{FileOf(sample)} is {picture.Shape} pixels, but the data set's pictures are {shape}.",
            "Make it of the data set of this run, with the same dataset_size.");
    }

    private static bool IsArray(string path) => path.EndsWith(ArrayExtension, StringComparison.OrdinalIgnoreCase);

    private static TensorData Array(string path, string key)
    {
        TensorData array = ArrayFile.Read(key, path);
        return array.Type == ElementType.UInt8 && array.Shape is [_, _, _, ImageShape.Channels] ? array : throw new ConfigException(
            key, $"{path} holds {array}.", "It must hold uint8 [samples, height, width, 3], RGB.");
    }

    private ReadOnlySpan<byte> Row(TensorData array, int sample, ImageShape shape)
    {
        if (array.Shape[1] != shape.Height || array.Shape[2] != shape.Width)
            throw Refused(
                $"{path} holds pictures of {array.Shape[1]}x{array.Shape[2]} pixels, but the data set's are {shape}.",
                "Make it of the data set of this run.");
        return sample < array.Shape[0] ? array.As<byte>().Slice(sample * shape.Bytes, shape.Bytes) : throw Refused(
            $"{path} holds {array.Shape[0]} pictures, and none of sample {sample}.",
            "It must hold one of every training sample, in order.");
    }

    private PixelBuffer Read(int sample)
    {
        string file = FileOf(sample);
        if (!File.Exists(file))
            throw Refused(
                $"There is no {file}: the picture of sample {sample} was not made.",
                "Make the pictures of all samples of the target class (dbd craft), of the data set of this run.");
        return OptionFile.Naming(key, () => PictureFile.Read(file));
    }

    private string FileOf(int sample) => Path.Combine(UserPath.Expand(path), FileName(sample));

    private ConfigException Refused(string problem, string advice) => new(key, problem, advice);
}
