using Dbd.Augmentation;
using Dbd.Imaging;

using Microsoft.ML.OnnxRuntime;

namespace Dbd.Torch.Deployment;

/// <summary>A classifier out of an ONNX file, computed by ONNX Runtime on the CPU. It needs no libtorch.</summary>
public sealed class OnnxImageClassifier : IImageClassifier
{
    // Pixels: larger pictures take their time.
    private const int MostTried = 1 << 20;

    private readonly InferenceSession _session;
    private readonly OnnxGraphForm _form;
    private readonly OnnxConventions _conventions;
    private readonly Normalization _normalization;

    private OnnxImageClassifier(InferenceSession session, string source, OnnxGraphForm form, OnnxConventions conventions)
    {
        OnnxMetadata metadata = OnnxMetadata.Of(session, source);
        (_session, _form, _conventions, Source) = (session, form, conventions, source);
        Shape = form.ShapeOr(conventions.Size, source);
        metadata.Check(Shape);
        DescribesItself = metadata.IsOurs;
        ClassNames = metadata.Names(form.Classes);
        _normalization = new Normalization(conventions.Input.Mean, conventions.Input.Std);
    }

    /// <inheritdoc/>
    public string Source { get; }

    /// <inheritdoc/>
    public ImageShape Shape { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Whether <c>dbd export</c> wrote the file: normalisation is inside, and it gives logits.</summary>
    public bool DescribesItself { get; }

    /// <summary>What is assumed of a file from elsewhere, as a sentence for its user; null if nothing.</summary>
    public string? Assumed => DescribesItself ? null : _conventions.Assumed(Source);

    /// <summary>How pixels become the numbers that it takes.</summary>
    internal NormalizeOptions Input => _conventions.Input;

    /// <summary>Opens a file.</summary>
    /// <param name="path">What <see cref="OnnxExport"/> wrote, or another's of the same form: one input, float32 [batch, 3, H, W], one
    /// output, float32 [batch, classes]. Without names, classes are numbered.</param>
    /// <param name="conventions">What is known of a file from elsewhere; what is not is assumed, see <see cref="Assumed"/>.</param>
    /// <exception cref="DbdException">It is missing, no ONNX model, of another form, or plainly not as assumed.</exception>
    public static OnnxImageClassifier Open(string path, OnnxConventions? conventions = null)
    {
        if (!File.Exists(path))
            throw new DbdException($"There is no model {path}.");
        InferenceSession session;
        try
        {
            // Its warnings are about the graph's nodes, and nothing that its user could change.
            using SessionOptions options = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
            session = new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new DbdException($"{path} is no model that ONNX Runtime can load: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        try
        {
            OnnxImageClassifier model = new(session, path, OnnxGraphForm.Of(session, path), conventions ?? new OnnxConventions());
            model.Check();
            return model;
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
            _normalization.ApplyPlanar(pictures[i].Pixels, numbers.AsSpan(i * Shape.Bytes, Shape.Bytes));
        return Logits(numbers, pictures.Count);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    /// <summary>Logits of images; of a model that gives probabilities, their logarithms, of which softmax makes the same again.</summary>
    /// <param name="images">[count, 3, H, W], as <see cref="Input"/> makes them.</param>
    /// <param name="count">How many.</param>
    /// <returns>[count, classes].</returns>
    internal float[] Logits(float[] images, int count)
    {
        float[] given = Given(images, count);
        return _conventions.Output == OnnxOutput.Probabilities ? Probabilities.Logarithms(given, _form.Classes, Source) : given;
    }

    // A model that takes so many pictures at once is given some more, which are black.
    private float[] Given(float[] images, int count)
    {
        if (_form.Batch is not { } batch || batch == count)
            return Run(images, count);
        float[] all = new float[count * _form.Classes];
        for (int begin = 0; begin < count; begin += batch)
        {
            int used = Math.Min(batch, count - begin);
            float[] part = new float[batch * Shape.Bytes];
            images.AsSpan(begin * Shape.Bytes, used * Shape.Bytes).CopyTo(part);
            Run(part, batch).AsSpan(0, used * _form.Classes).CopyTo(all.AsSpan(begin * _form.Classes));
        }
        return all;
    }

    private float[] Run(float[] images, int count)
    {
        try
        {
            using OrtValue input = OrtValue.CreateTensorValueFromMemory(images, [count, ImageShape.Channels, Shape.Height, Shape.Width]);
            using RunOptions options = new();
            using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(
                options, _session.InputNames, [input], _session.OutputNames);
            ReadOnlySpan<float> logits = outputs[0].GetTensorDataAsSpan<float>();
            return logits.Length == count * _form.Classes
                ? logits.ToArray()
                : throw new DbdException(
                    $"{Source} gives {logits.Length} numbers for {count} pictures of {_form.Classes} classes. "
                        + "It is no classifier: export it again.");
        }
        catch (OnnxRuntimeException e)
        {
            throw new DbdException($"{Source} cannot be computed: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    // Of a file from elsewhere, a grey picture shows whether it gives what is assumed.
    private void Check()
    {
        if (DescribesItself || (long)Shape.Pixels * (_form.Batch ?? 1) > MostTried)
            return;
        float[] given = Given([.. Enumerable.Repeat(0.5f, Shape.Bytes)], 1);
        if (_conventions.Output is null && _form.Classes > 1 && Probabilities.Are(given))
            throw new DbdException(
                $"{Source} gives numbers from 0 to 1 that add up to 1: these are probabilities, not logits. "
                + "Give --output probabilities (or --output logits, if they are logits all the same).");
        if (_conventions.Output == OnnxOutput.Probabilities)
            Probabilities.Logarithms(given, _form.Classes, Source);
    }
}
