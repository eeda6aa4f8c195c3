using System.Text;

using Dbd.Torch.Deployment;
using Dbd.Torch.Onnx;

using Google.Protobuf;

using Onnx;

namespace Dbd.Fuzz.Seeds;

/// <summary>A linear classifier of 4x4 pictures, in the form that ours have.</summary>
internal static class OnnxSeeds
{
    private const int Inputs = 3 * 4 * 4;
    private const int Classes = 3;

    public static byte[] Model { get; } = Of("""["cat", "dog", "it's, a bird"]""");

    /// <summary>The model with other names of classes.</summary>
    /// <param name="names">JSON, damaged or not.</param>
    public static byte[] Named(byte[] names) => Of(Encoding.UTF8.GetString(names));

    private static byte[] Of(string names)
    {
        OnnxGraph graph = new();
        graph.Constant("weight", [.. Enumerable.Range(0, Inputs * Classes).Select(i => i / 100f)], Inputs, Classes);
        graph.Operator("Flatten", "flat", ["images"]);
        graph.Operator("MatMul", "logits", ["flat", "weight"]);
        graph.Content.Name = "linear";
        graph.Content.Input.Add(OnnxGraph.Value("images", -1, 3, 4, 4));
        graph.Content.Output.Add(OnnxGraph.Value("logits", -1, Classes));
        (string Key, string Value)[] metadata =
        [
            (OnnxMetadata.ClassNames, names), (OnnxMetadata.Size, "4x4"),
            (OnnxMetadata.Mean, "[0.5,0.5,0.5]"), (OnnxMetadata.Std, "[0.25,0.25,0.25]"), ("network", "linear"),
        ];
        return new ModelProto
        {
            IrVersion = OnnxGraph.IrVersion,
            OpsetImport = { new OperatorSetIdProto { Domain = "", Version = OnnxGraph.Opset } },
            ProducerName = OnnxMetadata.Producer,
            Graph = graph.Content,
            MetadataProps = { metadata.Select(m => new StringStringEntryProto { Key = m.Key, Value = m.Value }) },
        }.ToByteArray();
    }
}
