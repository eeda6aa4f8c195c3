using Dbd.Imaging;

using Microsoft.ML.OnnxRuntime;

namespace Dbd.Torch.Deployment;

/// <summary>A classifier out of an ONNX file, computed by ONNX Runtime on the CPU. It needs no libtorch.</summary>
public sealed class OnnxImageClassifier : IImageClassifier
{
    // Numbers in [0, 1], the file's own normalisation being inside.
    private static readonly Normalization s_unit = new([0, 0, 0], [1, 1, 1]);

    // Of more, their names alone would fill the memory.
    private const int MostClasses = 100_000;
    private const int MostPixels = 8192 * 8192;

    private readonly InferenceSession _session;

    private OnnxImageClassifier(InferenceSession session, string source, ImageShape shape, IReadOnlyList<string> classNames) =>
        (_session, Source, Shape, ClassNames) = (session, source, shape, classNames);

    /// <inheritdoc/>
    public string Source { get; }

    /// <inheritdoc/>
    public ImageShape Shape { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">What <see cref="OnnxExport"/> wrote, or another's of the same form: one input, float32 [batch, 3, H, W]
    /// in [0, 1], one output, float32 [batch, classes]. Without names, classes are numbered.</param>
    /// <exception cref="DbdException">It is missing, no ONNX model, or of another form.</exception>
    public static OnnxImageClassifier Open(string path)
    {
        if (!File.Exists(path))
            throw new DbdException($"There is no model {path}.");
        InferenceSession session;
        try
        {
            session = new InferenceSession(path);
        }
        catch (OnnxRuntimeException e)
        {
            throw new DbdException($"{path} is no model that ONNX Runtime can load: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        try
        {
            return Of(session, path);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public float[] Logits(IReadOnlyList<PixelBuffer> pictures)
    {
        float[] numbers = new float[pictures.Count * Shape.Bytes];
        for (int i = 0; i < pictures.Count; i++)
            s_unit.ApplyPlanar(pictures[i].Pixels, numbers.AsSpan(i * Shape.Bytes, Shape.Bytes));
        return Logits(numbers, pictures.Count);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    /// <summary>Logits of images.</summary>
    /// <param name="images">[count, 3, H, W], in [0, 1].</param>
    /// <param name="count">How many.</param>
    /// <returns>[count, classes].</returns>
    internal float[] Logits(float[] images, int count)
    {
        try
        {
            using OrtValue input = OrtValue.CreateTensorValueFromMemory(images, [count, ImageShape.Channels, Shape.Height, Shape.Width]);
            using RunOptions options = new();
            using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(
                options, _session.InputNames, [input], _session.OutputNames);
            ReadOnlySpan<float> logits = outputs[0].GetTensorDataAsSpan<float>();
            return logits.Length == count * ClassNames.Count
                ? logits.ToArray()
                : throw new DbdException(
                    $"{Source} gives {logits.Length} numbers for {count} pictures of {ClassNames.Count} classes. "
                        + "It is no classifier: export it again.");
        }
        catch (OnnxRuntimeException e)
        {
            throw new DbdException($"{Source} cannot be computed: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static OnnxImageClassifier Of(InferenceSession session, string path)
    {
        if (session.InputMetadata.Count != 1 || session.OutputMetadata.Count != 1)
            throw OtherForm(path, $"it has {session.InputMetadata.Count} inputs and {session.OutputMetadata.Count} outputs");
        (NodeMetadata input, NodeMetadata output) = (session.InputMetadata.Values.Single(), session.OutputMetadata.Values.Single());
        if (input.ElementType != typeof(float) || input.Dimensions is not [_, ImageShape.Channels, > 0 and var height, > 0 and var width])
            throw OtherForm(path, $"its input is {Describe(input)}");
        if (output.ElementType != typeof(float) || output.Dimensions is not [_, > 0 and var classes])
            throw OtherForm(path, $"its output is {Describe(output)}");
        if ((long)height * width > MostPixels || classes > MostClasses)
        {
            throw OtherForm(
                path,
                $"it takes pictures of {height}x{width} and has {classes} classes, more than {MostPixels} pixels or {MostClasses} classes");
        }
        OnnxMetadata metadata = OnnxMetadata.Of(session, path);
        ImageShape shape = new(height, width);
        metadata.Check(shape);
        return new OnnxImageClassifier(session, path, shape, metadata.Names(classes));
    }

    private static string Describe(NodeMetadata node) =>
        $"{node.ElementType?.Name} [{string.Join(", ", node.Dimensions.Select(d => d < 0 ? "any" : $"{d}"))}]";

    private static DbdException OtherForm(string path, string difference) => new(
        $"{path} is no classifier of the form that `dbd export` writes: {difference}. "
        + "It takes one input, float32 [batch, 3, H, W], and has one output, float32 [batch, classes].");
}
