using static TorchSharp.torch;

namespace Dbd.Torch.Runtime;

/// <summary>A run that one process trains: there is nobody to speak with.</summary>
public sealed class Alone : IProcessGroup
{
    private Alone()
    {
    }

    /// <summary>The only one.</summary>
    public static Alone Instance { get; } = new();

    /// <inheritdoc/>
    public int Rank => 0;

    /// <inheritdoc/>
    public int Size => 1;

    /// <inheritdoc/>
    public string Name => "";

    /// <inheritdoc/>
    public void Sum(Tensor tensor)
    {
    }

    /// <inheritdoc/>
    public void Sum(Span<double> numbers)
    {
    }

    /// <inheritdoc/>
    public Tensor Gather(Tensor tensor) => tensor.clone();

    /// <inheritdoc/>
    public void Broadcast(Tensor tensor)
    {
    }

    /// <inheritdoc/>
    public void Abort(int exitCode)
    {
    }
}
