using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;

namespace Dbd.Attacks.WaNet;

/// <summary>How a warped picture is stored in 8 bits.</summary>
internal enum WaNetRule
{
    /// <summary>BackdoorBox: rounded to the nearest level, half to even.</summary>
    Box,

    /// <summary>BackdoorBench's stored sets: the normalised picture is warped (CIFAR-10's mean and deviation), and truncated.</summary>
    Backdoorbench,

    /// <summary>backdoor-toolbox, which keeps numbers; stored half up.</summary>
    Toolbox,
}

/// <summary>Where the noise of covers comes from.</summary>
internal enum CoverNoise
{
    /// <summary>Drawn for each cover.</summary>
    Each,

    /// <summary>One field for all, as in backdoor-toolbox.</summary>
    One,
}

/// <summary>Options of <see cref="WaNetAttack"/>; the defaults are the paper's.</summary>
internal sealed record WaNetOptions : IValidated, IDescribed
{
    private const int DrawnPoints = 4;

    /// <summary>Side of the grid of control points, 2 to 64.</summary>
    [Range(2, 64)]
    public int K { get; init; } = DrawnPoints;

    /// <summary>Strength of the warp, in (0, 100]: pixels are moved by about this many.</summary>
    [Range(0.0, 100.0, MinimumIsExclusive = true)]
    public double S { get; init; } = 0.5;

    /// <summary>What the sampling points are multiplied by, in (0, 2].</summary>
    [Range(0.0, 2.0, MinimumIsExclusive = true)]
    public double GridRescale { get; init; } = 1;

    /// <summary>How many covers come to a poisoned picture, in [0, 100]: warped with noise, and with their own label.</summary>
    [Range(0.0, 100.0)]
    public double CrossRatio { get; init; } = 2;

    /// <summary>Where the noise of covers comes from.</summary>
    public CoverNoise Noise { get; init; } = CoverNoise.Each;

    /// <summary>How a warped picture is stored in 8 bits.</summary>
    public WaNetRule Rule { get; init; } = WaNetRule.Box;

    /// <summary>A <c>.npy</c> file in place of drawing: the field <c>[1, height, width, 2]</c>, x first, as a run keeps it in
    /// <c>wanet_grid.npy</c>; or the control points <c>[1, 2, k, k]</c>, which are divided by the mean of their absolute values.</summary>
    public string? Grid { get; init; }

    /// <summary>A <c>.npy</c> file of the one noise field, <c>[1, height, width, 2]</c> in [-1, 1], as a run keeps it in
    /// <c>wanet_noise.npy</c>.</summary>
    public string? NoiseGrid { get; init; }

    string IDescribed.Description => $"k {K}, s {S}";

    void IValidated.Validate()
    {
        if (NoiseGrid is not null && Noise == CoverNoise.Each)
            throw new ConfigException("noise_grid", "Each cover draws its noise, and one field is given.", "Add noise: one.");
        if (Noise == CoverNoise.One && CrossRatio == 0)
            throw new ConfigException("noise", "There are no covers: cross_ratio is 0.", "Leave it out.");
        if (Grid is not null && K != DrawnPoints)
            throw new ConfigException("k", "It is the size of a field that is drawn, and grid gives one.", "Leave one of them out.");
    }
}
