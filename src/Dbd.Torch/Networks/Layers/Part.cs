using TorchSharp.Modules;
using TorchSharp.Utils;

using static TorchSharp.torch;

namespace Dbd.Torch.Networks.Layers;

/// <summary>A part of a network: layers, and what is computed with them.</summary>
/// <param name="name">The module's name.</param>
public abstract class Part(string name) : nn.Module(name)
{
    /// <summary>Says what is computed.</summary>
    /// <typeparam name="T">What a step gives.</typeparam>
    /// <param name="on">Does the steps.</param>
    /// <param name="x">[B, channels, H, W].</param>
    public abstract T Describe<T>(ILayers<T> on, T x)
        where T : class, IDisposable;
}

/// <summary>Parts one after the other, named by their number.</summary>
public sealed class Sequence : Part
{
    private readonly IReadOnlyList<Part> _parts;

    /// <summary>Takes the parts over.</summary>
    /// <param name="parts">At least one.</param>
    public Sequence(params IReadOnlyList<Part> parts)
        : base(nameof(Sequence))
    {
        _parts = parts;
        for (int i = 0; i < parts.Count; i++)
            register_module($"{i}", parts[i]);
    }

    /// <inheritdoc/>
    public override T Describe<T>(ILayers<T> on, T x)
    {
        T result = _parts[0].Describe(on, x);
        foreach (Part part in _parts.Skip(1))
        {
            using T input = result;
            result = part.Describe(on, input);
        }
        return result;
    }
}

/// <summary>A convolution and BatchNorm, named as in a sequence: <c>0</c> and <c>1</c>.</summary>
public sealed class ConvNorm : Part
{
    [ComponentName(Name = "0")]
    private readonly Conv conv;

    [ComponentName(Name = "1")]
    private readonly BatchNorm2d norm;

    private readonly Activation _activation;

    /// <summary>Takes the convolution over.</summary>
    /// <param name="conv">The convolution.</param>
    /// <param name="activation">Comes last.</param>
    public ConvNorm(Conv conv, Activation activation)
        : base(nameof(ConvNorm))
    {
        (this.conv, norm, _activation) = (conv, nn.BatchNorm2d(conv.Output), activation);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override T Describe<T>(ILayers<T> on, T x) => on.ConvNorm(conv, norm, x, _activation);
}
