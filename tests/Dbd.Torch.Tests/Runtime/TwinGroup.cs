using Dbd.Torch.Runtime;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Runtime;

/// <summary>Two processes of which the other does to the bit what this one does: a batch that holds everything twice.</summary>
internal sealed class TwinGroup : IProcessGroup
{
    public int Rank => 0;

    public int Size => 2;

    public string Name => "twins";

    public void Sum(Tensor tensor) => tensor.mul_(2);

    public void Sum(Span<double> numbers)
    {
        foreach (ref double number in numbers)
            number *= 2;
    }

    public Tensor Gather(Tensor tensor) => cat([tensor, tensor]);

    public void Broadcast(Tensor tensor)
    {
    }

    public void Abort(int exitCode) => throw new InvalidOperationException();
}
