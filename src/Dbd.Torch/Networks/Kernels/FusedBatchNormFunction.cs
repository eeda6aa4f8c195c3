using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Kernels;

/// <summary>The derivative of <see cref="FusedBatchNorm"/>, told to autograd.</summary>
/// <remarks>TorchSharp keeps what a function saved until its node is deleted, makes a spare tensor for every result, and leaves every
/// tensor that goes in or out of a backward pass to the step's dispose scope: all gradients of a network at once. All are freed here as
/// soon as they can be.</remarks>
internal sealed class FusedBatchNormFunction : autograd.SingleTensorFunction<FusedBatchNormFunction>
{
    private const string Call = "call";

    [ThreadStatic]
    private static List<Tensor>? s_returned;

    public override string Name => nameof(FusedBatchNorm);

    public static Tensor Apply(FusedBatchNormCall call, Tensor x, Tensor? residual)
    {
        (Parameter weight, Parameter bias) = (call.Norm.weight!, call.Norm.bias!);
        using IDisposable scope = NewDisposeScope();
        Tensor result = residual is null ? apply(call, x, weight, bias) : apply(call, x, weight, bias, residual);
        return result.MoveToOuterDisposeScope();
    }

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        FusedBatchNormCall call = (FusedBatchNormCall)vars[0];
        Tensor x = (Tensor)vars[1];
        Tensor result = call.Forward(x, residual: vars.Length > 4 ? (Tensor)vars[4] : null);
        ctx.save_data(Call, call);
        // Else TorchSharp would need the tensor of the result's size that it makes in case there is no gradient.
        ctx.set_materialize_grads(false);
        // Detached: a result that held the node that holds the result would never be freed.
        ctx.save_for_backward(call.Relu ? [x, result.detach()] : [x]);
        return result;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        // By now autograd has taken them over.
        s_returned?.ForEach(tensor => tensor.Dispose());
        List<Tensor> saved = ctx.get_saved_variables();
        s_returned = ((FusedBatchNormCall)ctx.get_data(Call)!).Backward(grad_output, saved[0], saved.ElementAtOrDefault(1));
        grad_output.Dispose();
        saved.ForEach(tensor => tensor.Dispose());
        ctx.Dispose();
        return [null!, .. s_returned];
    }
}
