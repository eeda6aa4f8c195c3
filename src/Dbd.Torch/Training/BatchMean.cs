using static TorchSharp.torch;

namespace Dbd.Torch.Training;

/// <summary>Means over a batch that several processes share.</summary>
internal static class BatchMean
{
    /// <summary>What some of the values give to the mean over all: the sum over all processes is that mean, and so is the sum of its
    /// gradients.</summary>
    /// <param name="values">[n], those of this process; n may be 0.</param>
    /// <param name="whole">Values of all processes; 0 where these are all.</param>
    public static Tensor Of(Tensor values, long whole) =>
        whole == 0 || values.shape[0] == whole ? values.mean() : values.sum() / whole;
}
