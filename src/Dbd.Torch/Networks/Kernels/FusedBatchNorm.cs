using Dbd.Torch.Runtime.Native;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Kernels;

/// <summary>BatchNorm with what follows it in a residual network: <c>relu(BatchNorm(x) + residual)</c>.</summary>
/// <remarks>On the CPU, for channels-last activations whose channels fill vectors, by <see cref="BatchNormKernel{T}"/>; else by
/// libtorch's operators.</remarks>
internal static class FusedBatchNorm
{
    /// <summary>Normalises activations, adds and rectifies.</summary>
    /// <param name="norm">Weight, bias and running statistics; in training mode the latter move.</param>
    /// <param name="x">[B, channels, H, W], float32 or bfloat16.</param>
    /// <param name="residual">Added to the normalised, like <paramref name="x"/>; null adds nothing.</param>
    /// <param name="relu">Whether negative results become 0.</param>
    /// <returns>Like <paramref name="x"/>.</returns>
    /// <exception cref="DbdException">In training mode: a single value a channel.</exception>
    public static Tensor Apply(BatchNorm2d norm, Tensor x, Tensor? residual = null, bool relu = true)
    {
        if (norm.training && x.numel() == x.shape[1])
            throw new DbdException(
                "A batch of one picture that has shrunk to a pixel has no variance (BatchNorm). "
                    + "Take another batch_size, so that the last batch has more, or a larger dataset_size.");
        bool differentiates = is_grad_enabled();
        if (Without.BatchNorm
            || Activations.LayoutOf(x) is not { } layout
            || (differentiates && !norm.training)
            || (residual is not null && (residual.dtype != x.dtype || Activations.LayoutOf(residual) != layout)))
            return ByLibtorch(norm, x, residual, relu);
        FusedBatchNormCall call = FusedBatchNormCall.For(x.dtype, norm, layout, relu);
        return differentiates ? FusedBatchNormFunction.Apply(call, x, residual) : call.Forward(x, residual);
    }

    private static Tensor ByLibtorch(BatchNorm2d norm, Tensor x, Tensor? residual, bool relu)
    {
        Tensor result = norm.call(x);
        if (residual is not null)
            result = result.add_(residual);
        return relu ? result.relu_() : result;
    }
}
