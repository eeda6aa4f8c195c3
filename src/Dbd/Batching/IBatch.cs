namespace Dbd.Batching;

/// <summary>What one training step takes; whoever receives it disposes it.</summary>
public interface IBatch : IDisposable
{
    /// <summary>Images (views) in it.</summary>
    int Images { get; }
}
