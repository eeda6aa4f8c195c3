using Dbd.Configuration;
using Dbd.Torch.Runtime;

namespace Dbd.Torch.Networks;

/// <summary>Makes a backbone with fresh weights, drawn from libtorch's default generator.</summary>
/// <param name="precision">Of its convolutions.</param>
public delegate Backbone NetworkFactory(Precision precision);

/// <summary>Makes the network that a configuration names.</summary>
internal static class NetworkChoice
{
    /// <summary>Makes it.</summary>
    /// <param name="network">What is named.</param>
    /// <param name="precision">Of its convolutions.</param>
    /// <param name="sizes">Of the pictures that it will see.</param>
    /// <exception cref="ConfigException">It does not take pictures as small as these.</exception>
    public static Backbone Build(
        this Choice<NetworkFactory> network, Precision precision, params IEnumerable<(int Height, int Width)> sizes) =>
        network.Locating(() =>
        {
            Backbone backbone = network.Create()(precision);
            foreach ((int height, int width) in sizes)
                backbone.CheckSize(height, width);
            return backbone;
        });
}
