using Dbd.Augmentation;

using static TorchSharp.torch;

namespace Dbd.Torch.Deployment;

/// <summary>An ONNX model as a module of libtorch's, for code that evaluates those.</summary>
/// <param name="model">The model; the caller disposes it.</param>
internal sealed class OnnxModule(OnnxImageClassifier model) : nn.Module<Tensor, Tensor>(nameof(OnnxModule))
{
    /// <summary>How pixels become the numbers that it takes.</summary>
    /// <param name="view">What is done to the pixels.</param>
    public ViewOptions Input(ViewOptions view) => view with { Remaining = view.Remaining with { Normalize = model.Input } };

    /// <summary>Logits of images.</summary>
    /// <param name="input">float32 [B, 3, H, W], as <see cref="Input"/> makes them.</param>
    /// <returns>float32 [B, classes], unnormalised, where the images are.</returns>
    public override Tensor forward(Tensor input)
    {
        float[] logits = model.Logits(input.cpu().contiguous().data<float>().ToArray(), (int)input.shape[0]);
        return tensor(logits, [input.shape[0], model.ClassNames.Count], device: input.device);
    }
}
