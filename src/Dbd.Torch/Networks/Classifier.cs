using Dbd.Torch.Networks.Layers;
using Dbd.Torch.Onnx;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks;

/// <summary>A backbone and a linear layer: what <c>supervise</c> and <c>mixmatch_finetune</c> train.</summary>
public sealed class Classifier : nn.Module<Tensor, Tensor>
{
    private readonly Backbone backbone;
    private readonly Linear linear;

    /// <summary>Makes the network; its linear layer is drawn from libtorch's default generator.</summary>
    /// <param name="backbone">Becomes part of it.</param>
    /// <param name="classes">Number of classes.</param>
    public Classifier(Backbone backbone, int classes)
        : base(nameof(Classifier))
    {
        this.backbone = backbone;
        linear = nn.Linear(backbone.Features, classes);
        RegisterComponents();
    }

    /// <summary>Number of features of an image.</summary>
    internal int Features => backbone.Features;

    /// <summary>Features of images.</summary>
    /// <param name="images">float32 [B, 3, H, W], normalised.</param>
    /// <returns>float32 [B, features].</returns>
    public Tensor FeaturesOf(Tensor images) => backbone.call(images);

    /// <summary>Logits of features.</summary>
    /// <param name="features">float32 [B, features].</param>
    /// <returns>float32 [B, classes], unnormalised.</returns>
    public Tensor LogitsOf(Tensor features) => linear.call(features);

    /// <summary>Logits of images.</summary>
    /// <param name="input">float32 [B, 3, H, W], normalised.</param>
    /// <returns>float32 [B, classes], unnormalised.</returns>
    public override Tensor forward(Tensor input) => LogitsOf(FeaturesOf(input));

    /// <summary>The name that an entry of a published state dict has here.</summary>
    /// <param name="published">E.g. <c>fc.weight</c>, or <c>conv1.weight</c>.</param>
    /// <returns><c>linear.weight</c>, or <c>backbone.conv1.weight</c>.</returns>
    internal string NameOf(string published)
    {
        string last = $"{backbone.PublishedLinear}.";
        return published.StartsWith(last, StringComparison.Ordinal) ? $"linear.{published[last.Length..]}" : $"backbone.{published}";
    }

    /// <summary>Writes the network, as it predicts, as ONNX operators.</summary>
    /// <param name="graph">Gets the operators.</param>
    /// <param name="weights">This network's weights.</param>
    /// <param name="images">The images in the graph: float32 [B, 3, H, W], normalised.</param>
    /// <param name="logits">The name of the result that holds logits: float32 [B, classes].</param>
    internal void Write(OnnxGraph graph, OnnxWeights weights, OnnxValue images, string logits)
    {
        OnnxLayers onnx = new(graph, weights, this);
        onnx.Gemm(linear, backbone.Describe(onnx, images), logits);
    }
}
