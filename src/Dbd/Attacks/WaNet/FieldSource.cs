using Dbd.Configuration;
using Dbd.Imaging;
using Dbd.Randomness;
using Dbd.Serialization;

namespace Dbd.Attacks.WaNet;

/// <summary>What a run has one of, the field and perhaps the noise of covers: drawn, or given by a file.</summary>
internal sealed class FieldSource
{
    private const string FieldKey = "grid";
    private const string NoiseKey = "noise_grid";
    private const int NoiseStream = 1;

    private readonly int _k;
    private readonly TensorData? _field;
    private readonly TensorData? _noise;

    /// <summary>Reads the files that are named.</summary>
    /// <exception cref="ConfigException">One is missing, or no array.</exception>
    public FieldSource(WaNetOptions options)
    {
        _k = options.K;
        _field = options.Grid is { } field ? ArrayFile.Read(FieldKey, field) : null;
        _noise = options.NoiseGrid is { } noise ? ArrayFile.Read(NoiseKey, noise) : null;
    }

    /// <summary>The field of pictures of a size, [height, width, 2].</summary>
    /// <exception cref="ConfigException">They are not square, or what is given does not fit.</exception>
    public float[] Field(ImageShape shape, long seed)
    {
        CheckSquare(shape);
        if (_field is null)
            return WarpGrid.Field(Drawn(seed, stream: 0, 2 * _k * _k), _k, shape.Width);
        if (!IsPoints(_field))
            return Given(FieldKey, _field, shape, ", or the control points [1, 2, k, k]");
        float[] points = ArrayFile.Floats(FieldKey, _field);
        return points.AsSpan().ContainsAnyExcept(0f)
            ? WarpGrid.Field(points, (int)_field.Shape[^1], shape.Width)
            : throw new ConfigException(FieldKey, "All control points are 0, and move nothing.", "Give others.");
    }

    /// <summary>The noise that all covers share, [height, width, 2] in [-1, 1].</summary>
    /// <exception cref="ConfigException">What is given does not fit.</exception>
    public float[] Noise(ImageShape shape, long seed) =>
        _noise is null ? Drawn(seed, NoiseStream, 2 * shape.Pixels) : Given(NoiseKey, _noise, shape, "");

    // Two by two is read as control points: no data set has such pictures.
    private static bool IsPoints(TensorData array) => array.Shape is [1, 2, var rows, var columns] && rows == columns && rows > 1;

    private static float[] Given(string key, TensorData array, ImageShape shape, string orElse) =>
        array.Shape is [1, var height, var width, 2] && height == shape.Height && width == shape.Width
            ? ArrayFile.Floats(key, array)
            : throw new ConfigException(
                key,
                $"The array is {array}, and pictures are {shape}.",
                $"It must be [1, {shape.Height}, {shape.Width}, 2]{orElse}.");

    private static float[] Drawn(long seed, int stream, int count)
    {
        Rng rng = StampContext.SharedOf(seed, stream);
        float[] drawn = new float[count];
        foreach (ref float number in drawn.AsSpan())
            number = (float)rng.Uniform(-1, 1);
        return drawn;
    }

    private static void CheckSquare(ImageShape shape)
    {
        if (shape.Height != shape.Width || shape.Width < 2)
            throw new ConfigException(
                "", $"WaNet warps square pictures, and these are {shape}.", "Make them square: dataset_size, or transform.pre.");
    }
}
