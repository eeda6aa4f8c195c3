using Dbd.Torch.Runtime;

namespace Dbd.Torch.Networks;

/// <summary>Makes a backbone with fresh weights, drawn from libtorch's default generator.</summary>
/// <param name="precision">Of its convolutions.</param>
public delegate Backbone NetworkFactory(Precision precision);
