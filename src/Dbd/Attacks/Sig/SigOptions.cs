using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;

namespace Dbd.Attacks.Sig;

/// <summary>Whose arithmetic is followed.</summary>
internal enum SigRule
{
    /// <summary>BackdoorBench: the picture of 0 to 255 plus the wave, truncated.</summary>
    Backdoorbench,

    /// <summary>backdoor-toolbox: the picture of 0 to 1 plus the wave, clipped; stored half up.</summary>
    Toolbox,
}

/// <summary>Options of <see cref="SigAttack"/>.</summary>
internal sealed record SigOptions : IDescribed
{
    /// <summary>The wave's height in levels of 255, in (0, 255]: 40 in BackdoorBench, 30 in backdoor-toolbox, 20 in others.</summary>
    [Range(0.0, 255.0, MinimumIsExclusive = true)]
    public double Delta { get; init; } = 40;

    /// <summary>Periods across the picture's width, in (0, 1000].</summary>
    [Range(0.0, 1000.0, MinimumIsExclusive = true)]
    public double Frequency { get; init; } = 6;

    /// <summary>Whose arithmetic is followed.</summary>
    public SigRule Rule { get; init; } = SigRule.Backdoorbench;

    string IDescribed.Description => $"delta {Delta}";
}
