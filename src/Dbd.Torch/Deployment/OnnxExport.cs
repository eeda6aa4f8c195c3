using System.Runtime.InteropServices;
using System.Text.Json;

using Dbd.Imaging;
using Dbd.Serialization;
using Dbd.Serialization.Torch;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Networks;
using Dbd.Torch.Onnx;
using Dbd.Torch.Runtime;

using Google.Protobuf;

using Onnx;

namespace Dbd.Torch.Deployment;

/// <summary>Writes classifiers as ONNX files that need nothing else: normalisation and class names are inside.</summary>
/// <remarks>Input <c>images</c>: float32 [batch, 3, H, W], RGB, in [0, 1] (a byte divided by 255). Output <c>logits</c>: float32
/// [batch, classes], unnormalised; softmax makes probabilities of them. The batch may have any size. BatchNorm is folded into the
/// convolutions. <c>metadata_props</c>: <c>class_names</c> (a JSON list), <c>size</c> (HxW), <c>mean</c> and <c>std</c> (JSON lists, for
/// information: they are applied inside), <c>network</c>.</remarks>
public static class OnnxExport
{
    /// <summary>The name of the input.</summary>
    internal const string Images = "images";

    /// <summary>The name of the output.</summary>
    internal const string Logits = "logits";

    private const string Documentation =
        "images: float32 [batch, 3, H, W], RGB, in [0, 1]. logits: float32 [batch, classes], in the order of class_names.";

    /// <summary>Writes a classifier; a file that is there is replaced once the new one is complete.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The classifier; it is not changed.</param>
    /// <param name="description">What must be known of it.</param>
    /// <exception cref="DbdException">A weight is no finite number, or the file cannot be written.</exception>
    public static void Write(string path, Classifier network, ModelDescription description)
    {
        ModelProto model = ModelOf(network, description);
        if (model.Graph.Initializer.FirstOrDefault(HasNoNumber) is { } wrong)
        {
            throw new DbdException(
                $"{path} is not written: {wrong.Name} of the model holds what is no finite number. "
                    + "Its training diverged: export another one.");
        }
        AtomicFile.Write(path, stream => model.WriteTo(stream));
    }

    private static ModelProto ModelOf(Classifier network, ModelDescription description)
    {
        ImageShape shape = description.Shape;
        OnnxGraph graph = new();
        OnnxValue normalised = new(Normalise(graph, description), shape.Height, shape.Width);
        network.Write(graph, new OnnxWeights(StateDict.Tensors(ModelState.Of(network)).ToDictionary()), normalised, Logits);
        graph.Content.Name = description.Network.Name;
        graph.Content.Input.Add(OnnxGraph.Value(Images, -1, ImageShape.Channels, shape.Height, shape.Width));
        graph.Content.Output.Add(OnnxGraph.Value(Logits, -1, description.ClassNames.Count));
        return new ModelProto
        {
            IrVersion = OnnxGraph.IrVersion,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = OnnxGraph.Opset } },
            ProducerName = OnnxMetadata.Producer,
            ProducerVersion = ProgramVersion.WithCommit(typeof(OnnxExport)),
            DocString = Documentation,
            Graph = graph.Content,
            MetadataProps = { Metadata(description).Select(e => new StringStringEntryProto { Key = e.Key, Value = e.Value }) },
        };
    }

    private static bool HasNoNumber(TensorProto weight)
    {
        foreach (float value in MemoryMarshal.Cast<byte, float>(weight.RawData.Span))
        {
            if (!float.IsFinite(value))
                return true;
        }
        return false;
    }

    // Before the first convolution and not within it: its padding is 0 in normalised numbers.
    private static string Normalise(OnnxGraph graph, ModelDescription description)
    {
        string mean = graph.Constant("mean", PerChannel(description.Normalize.Mean), 1, ImageShape.Channels, 1, 1);
        string std = graph.Constant("std", PerChannel(description.Normalize.Std), 1, ImageShape.Channels, 1, 1);
        string centred = graph.Operator("Sub", "centred", [Images, mean]);
        return graph.Operator("Div", "normalised", [centred, std]);
    }

    private static float[] PerChannel(IReadOnlyList<double> values) => [.. values.Select(v => (float)v)];

    private static Dictionary<string, string> Metadata(ModelDescription description) => new()
    {
        [OnnxMetadata.ClassNames] = JsonSerializer.Serialize(description.ClassNames),
        [OnnxMetadata.Size] = description.Shape.ToString(),
        [OnnxMetadata.Mean] = JsonSerializer.Serialize(description.Normalize.Mean),
        [OnnxMetadata.Std] = JsonSerializer.Serialize(description.Normalize.Std),
        ["network"] = description.Network.Name,
    };
}
