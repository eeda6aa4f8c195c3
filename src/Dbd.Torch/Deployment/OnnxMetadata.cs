using System.Text;

using Dbd.Imaging;
using Dbd.Serialization;

using Microsoft.ML.OnnxRuntime;

namespace Dbd.Torch.Deployment;

/// <summary>What an ONNX file says of itself beside its graph.</summary>
/// <param name="path">The file.</param>
/// <param name="metadata">What it says.</param>
internal sealed class OnnxMetadata(string path, ModelMetadata metadata)
{
    /// <summary>The name that our files have as their producer.</summary>
    public const string Producer = "dbd";

    /// <summary>The key of the class names, a JSON list.</summary>
    public const string ClassNames = "class_names";

    /// <summary>The key of the size of a picture, as <see cref="ImageShape"/> writes it.</summary>
    public const string Size = "size";

    /// <summary>The key of the mean of each channel, a JSON list.</summary>
    public const string Mean = "mean";

    /// <summary>The key of the deviation of each channel, a JSON list.</summary>
    public const string Std = "std";

    private const string Advice = "The file is damaged: export the model again.";

    /// <summary>What a model says of itself.</summary>
    /// <param name="session">The model.</param>
    /// <param name="path">Its file.</param>
    /// <exception cref="DbdException">It cannot be read.</exception>
    public static OnnxMetadata Of(InferenceSession session, string path)
    {
        try
        {
            return new OnnxMetadata(path, session.ModelMetadata);
        }
        catch (Exception e) when (e is OnnxRuntimeException or NullReferenceException or ArgumentException)
        {
            // The library has no name for a key with a zero character in it.
            throw new DbdException($"{path}: its metadata cannot be read. {Advice}", e);
        }
    }

    /// <summary>Whether the file is one of ours, with normalisation inside and logits as its output.</summary>
    public bool IsOurs => metadata.ProducerName == Producer && metadata.CustomMetadataMap.ContainsKey(Mean);

    /// <summary>The names of the classes; their numbers where the file does not say.</summary>
    /// <param name="classes">How many there are.</param>
    /// <exception cref="DbdException">It says something else.</exception>
    public IReadOnlyList<string> Names(int classes)
    {
        if (!metadata.CustomMetadataMap.ContainsKey(ClassNames))
            return [.. Enumerable.Range(0, classes).Select(c => $"{c}")];
        string[] names = List<string>(ClassNames);
        return names.Length == classes ? names : throw Wrong(ClassNames, $"names {names.Length} classes, and the graph has {classes}.");
    }

    /// <summary>Checks the rest of what we write, which the graph has inside. What others write under the same names is theirs.</summary>
    /// <param name="shape">The size of a picture by the graph.</param>
    /// <exception cref="DbdException">It contradicts the graph, or makes no sense.</exception>
    public void Check(ImageShape shape)
    {
        if (metadata.ProducerName != Producer)
            return;
        if (metadata.CustomMetadataMap.TryGetValue(Size, out string? size) && size != $"{shape}")
            throw Wrong(Size, $"is {size}, and the graph takes {shape}.");
        CheckChannels(Mean, double.IsFinite);
        CheckChannels(Std, std => std is > 0 and < double.PositiveInfinity);
    }

    private void CheckChannels(string key, Predicate<double> isRight)
    {
        if (!metadata.CustomMetadataMap.ContainsKey(key))
            return;
        double[] values = List<double>(key);
        if (values.Length != ImageShape.Channels || !Array.TrueForAll(values, isRight))
            throw Wrong(key, $"is no list of {ImageShape.Channels} numbers that pixels are normalised by.");
    }

    private T[] List<T>(string key) =>
        CheckedJson.Parse<T[]>(Encoding.UTF8.GetBytes(metadata.CustomMetadataMap[key]), $"{path}: {key}", Advice);

    private DbdException Wrong(string key, string problem) => new($"{path}: {key} {problem} {Advice}");
}
