using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;

namespace Dbd.Attacks.Bpp;

/// <summary>Which way a cover takes the residual of another picture.</summary>
internal enum BppNegatives
{
    /// <summary>Picture + (coarse other - other), clipped: BackdoorBench's training, and backdoor-toolbox.</summary>
    Added,

    /// <summary>Picture + (other - coarse other), and what leaves 0 to 255 comes in again at the other end: BackdoorBench's stored test
    /// set.</summary>
    Subtracted,
}

/// <summary>Options of <see cref="BppAttack"/>; the defaults are BackdoorBench's.</summary>
internal sealed record BppOptions : IValidated, IDescribed
{
    /// <summary>How many levels each channel has afterwards, 2 to 256.</summary>
    [Range(2, 256)]
    public int Levels { get; init; } = 8;

    /// <summary>Whether what rounding takes from a pixel is given to its neighbours (Floyd-Steinberg), as backdoor-toolbox does.</summary>
    public bool Dithering { get; init; }

    /// <summary>How many covers there are, in [0, 1): pictures that get what is left of another one, and keep their label.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double CoverRatio { get; init; } = 0.1;

    /// <summary>Which way they get it.</summary>
    public BppNegatives Negatives { get; init; } = BppNegatives.Added;

    /// <summary>A <c>.npy</c> file, int64 <c>[covers]</c>, of the number of the other picture of each cover in the order of the set, in
    /// place of drawing them; a run keeps them as <c>bpp_others.npy</c>. <c>~</c> is the home folder.</summary>
    public string? Others { get; init; }

    string IDescribed.Description => $"{Levels} levels";

    void IValidated.Validate()
    {
        if (Others is not null && CoverRatio == 0)
            throw new ConfigException("others", "There are no covers: cover_ratio is 0.", "Leave it out.");
    }
}
