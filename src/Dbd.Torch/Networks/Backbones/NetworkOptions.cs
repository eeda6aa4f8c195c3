using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;

namespace Dbd.Torch.Networks.Backbones;

/// <summary>Options that every network has.</summary>
public record NetworkOptions
{
    /// <summary>Number of classes; must equal the configuration's own <c>num_classes</c>.</summary>
    [Range(2, 100_000)]
    public int? NumClasses { get; init; }
}

/// <summary>Options of a residual network.</summary>
public sealed record ResNetOptions : NetworkOptions, IDescribed
{
    /// <summary>Channels of the stem and of the first blocks; the papers' is 64.</summary>
    [Range(1, 1024)]
    public int Width { get; init; } = 64;

    string IDescribed.Description => $"width {Width}";
}
