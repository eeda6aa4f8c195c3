namespace Dbd.Torch.Onnx;

/// <summary>A result in an ONNX graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Height">Height of its maps; 1 where it has none.</param>
/// <param name="Width">Width of its maps.</param>
internal sealed record OnnxValue(string Name, int Height, int Width) : IDisposable
{
    /// <summary>Does nothing: it holds no memory. Where a network runs, its twin is a tensor.</summary>
    public void Dispose()
    {
    }
}
