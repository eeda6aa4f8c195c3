using Dbd.Torch.Runtime;
using Dbd.Torch.Runtime.Native;

using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Kernels;

/// <summary>BatchNorm with what follows it in a residual network: <c>relu(BatchNorm(x) + residual)</c>.</summary>
/// <remarks>On the CPU, for channels-last activations whose channels fill vectors, by <see cref="BatchNormKernel{T}"/>; else by
/// libtorch's operators. Where several processes have a share of the batch each, statistics are over the whole batch.</remarks>
internal static class FusedBatchNorm
{
    /// <summary>Normalises activations, adds and rectifies.</summary>
    /// <param name="norm">Weight, bias and running statistics; in training mode the latter move.</param>
    /// <param name="x">[B, channels, H, W] or [B, channels], float32 or bfloat16; of several processes some may have B = 0.</param>
    /// <param name="residual">Added to the normalised, like <paramref name="x"/>; null adds nothing.</param>
    /// <param name="relu">Whether negative results become 0.</param>
    /// <param name="group">The processes that have a share of the batch each; null is this one alone.</param>
    /// <returns>Like <paramref name="x"/>.</returns>
    /// <exception cref="DbdException">In training mode: a single value a channel.</exception>
    public static Tensor Apply(NormBase norm, Tensor x, Tensor? residual = null, bool relu = true, IProcessGroup? group = null)
    {
        group ??= Alone.Instance;
        bool isShared = norm.training && group.Size > 1;
        if (norm.training && !isShared && x.numel() == x.shape[1])
            throw BatchNormStatistics.NoVariance();
        bool differentiates = is_grad_enabled();
        bool fits = !Without.BatchNorm && (!differentiates || norm.training);
        FusedBatchNormCall? call = fits && CommonLayout(x, residual) is { } layout
            ? FusedBatchNormCall.For(x.dtype, norm, layout, relu, group)
            : isShared ? new OperatorBatchNormCall(norm, relu, group) : null;
        if (call is null)
            return ByLibtorch(norm, x, residual, relu);
        return differentiates ? FusedBatchNormFunction.Apply(call, x, residual) : call.Forward(x, residual);
    }

    private static ChannelLayout? CommonLayout(Tensor x, Tensor? residual) =>
        Activations.LayoutOf(x) is { } layout
            && (residual is null || (residual.dtype == x.dtype && Activations.LayoutOf(residual) == layout))
            ? layout
            : null;

    private static Tensor ByLibtorch(NormBase norm, Tensor x, Tensor? residual, bool relu)
    {
        Tensor result = norm.call(x);
        if (residual is not null)
            result = result.add_(residual);
        return relu ? result.relu_() : result;
    }
}
