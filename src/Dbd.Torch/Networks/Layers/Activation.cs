namespace Dbd.Torch.Networks.Layers;

/// <summary>What becomes of a number that was normalised.</summary>
public enum Activation
{
    /// <summary>It stays.</summary>
    None,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>min(max(x, 0), 6).</summary>
    Relu6,
}
