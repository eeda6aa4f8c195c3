namespace Dbd.Torch.Runtime;

/// <summary>The number format of convolutions and of the activations between them. Parameters, BatchNorm statistics,
/// losses and the optimizer are float32 in either.</summary>
public enum Precision
{
    /// <summary>float32 throughout: exactly repeatable on one machine with one thread count.</summary>
    Fp32,

    /// <summary>bfloat16 activations and convolution weights.</summary>
    Bf16,

    /// <summary>Whichever of the two is faster where the run is (<see cref="ProductRate.Faster"/>): bfloat16 on a GPU.</summary>
    Auto,
}
