using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;

namespace Dbd.Attacks.FTrojan;

/// <summary>Options of <see cref="FTrojanAttack"/>; the defaults are BackdoorBench's.</summary>
internal sealed record FTrojanOptions : IValidated, IDescribed
{
    /// <summary>The planes that carry the trigger: 0 is Y (brightness), 1 is Cr, 2 is Cb.</summary>
    [Range(0, 2)]
    [MinLength(1)]
    public IReadOnlyList<int> Channels { get; init; } = [1, 2];

    /// <summary>Side of the blocks that are transformed, in pixels; it divides both sides of the picture.</summary>
    [Range(1, 4096)]
    public int Window { get; init; } = 32;

    /// <summary>What is added to each coefficient, in (0, 10000]: 30 in BackdoorBench, 20 in the authors' script.</summary>
    [Range(0.0, 10000.0, MinimumIsExclusive = true)]
    public double Magnitude { get; init; } = 30;

    /// <summary>Row and column of each coefficient in a block, from 0.</summary>
    [Range(0, 4095)]
    [MinLength(1)]
    public IReadOnlyList<IReadOnlyList<int>> Positions { get; init; } = [[15, 15], [31, 31]];

    string IDescribed.Description => $"magnitude {Magnitude}";

    void IValidated.Validate()
    {
        if (Channels.Distinct().Count() != Channels.Count)
            throw new ConfigException("channels", $"[{string.Join(", ", Channels)}] names a channel twice.", "Name each once.");
    }
}
