using Dbd.Torch.Runtime;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Runtime;

/// <summary>A process that knows its number, and hears nothing of the others.</summary>
internal sealed class Numbered(int rank, int size) : IProcessGroup
{
    public int Rank => rank;

    public int Size => size;

    public string Name => "numbered";

    public void Sum(Tensor tensor)
    {
    }

    public void Sum(Span<double> numbers)
    {
    }

    public Tensor Gather(Tensor tensor) => tensor.clone();

    public void Broadcast(Tensor tensor)
    {
    }

    public void Abort(int exitCode)
    {
    }
}
