using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;

namespace Dbd.Attacks.AdaptiveBlend;

/// <summary>Options of <see cref="AdaptiveBlendAttack"/>; the defaults are backdoor-toolbox's.</summary>
internal sealed record AdaptiveBlendOptions : IValidated
{
    /// <summary>A picture of any size; <c>~</c> is the home folder. One of another size than the data set's is resized by PIL's bicubic
    /// filter.</summary>
    public required string TriggerPath { get; init; }

    /// <summary>Share of the trigger in a training picture, in [0, 1].</summary>
    [Range(0.0, 1.0)]
    public double Alpha { get; init; } = 0.15;

    /// <summary>Share of the trigger in a test picture, in [0, 1].</summary>
    [Range(0.0, 1.0)]
    public double TestAlpha { get; init; } = 0.2;

    /// <summary>How many covers there are, of all samples, in [0, 1).</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double CoverRatio { get; init; } = 0.003;

    /// <summary>Into how many pieces the trigger is cut: a square number.</summary>
    [Range(1, 1 << 16)]
    public int Pieces { get; init; } = 16;

    /// <summary>The share of the pieces that a training picture lacks, in [0, 1].</summary>
    [Range(0.0, 1.0)]
    public double MaskRate { get; init; } = 0.5;

    /// <summary>An <c>.npy</c> file of the pieces that each training sample lacks, as a run keeps it: uint8 or bool
    /// <c>[samples, pieces]</c>, 1 where one is lacking. Null draws them by the seed.</summary>
    public string? MaskedPath { get; init; }

    /// <summary>How many pieces a training picture lacks: the nearest whole number, a half to the even one.</summary>
    internal int Masked => (int)Math.Round(MaskRate * Pieces, MidpointRounding.ToEven);

    void IValidated.Validate()
    {
        int side = (int)Math.Sqrt(Pieces);
        if (side * side != Pieces)
            throw new ConfigException("pieces", $"{Pieces} pieces make no square.", "Use 4, 9, 16, 25, ..");
    }
}
