using Dbd.Augmentation;
using Dbd.Imaging;

namespace Dbd.Torch.Deployment;

/// <summary>What an ONNX model gives for a picture.</summary>
public enum OnnxOutput
{
    /// <summary>Unnormalised numbers, of which softmax makes probabilities.</summary>
    Logits,

    /// <summary>Probabilities: the model ends in a softmax.</summary>
    Probabilities,
}

/// <summary>What must be known of an ONNX model from elsewhere to use it. A file that <c>dbd export</c> wrote needs none of it: it takes
/// pixels in [0, 1] and gives logits.</summary>
public sealed record OnnxConventions
{
    /// <summary>How pixels become its numbers; null is that nobody said so, and pixels in [0, 1] are assumed.</summary>
    public NormalizeOptions? Normalize { get; init; }

    /// <summary>What it gives; null is that nobody said so, and logits are assumed.</summary>
    public OnnxOutput? Output { get; init; }

    /// <summary>Size of the pictures, where the model takes any.</summary>
    public ImageShape? Size { get; init; }

    /// <summary>How pixels become numbers, assumed or not.</summary>
    internal NormalizeOptions Input => Normalize ?? new NormalizeOptions { Mean = [0, 0, 0], Std = [1, 1, 1] };

    /// <summary>What is assumed of a model, as a sentence; null if all was said.</summary>
    internal string? Assumed(string path)
    {
        string[] assumed =
        [
            .. Normalize is null ? (string[])["it takes RGB in [0, 1], not normalised (else give --mean and --std)"] : [],
            .. Output is null ? (string[])["it gives logits (else give --output probabilities)"] : [],
        ];
        return assumed.Length == 0
            ? null
            : $"{path} was not written by `dbd export` and does not say what it takes and gives. Assumed: {string.Join("; ", assumed)}.";
    }
}
