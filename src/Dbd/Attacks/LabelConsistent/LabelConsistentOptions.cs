using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;

namespace Dbd.Attacks.LabelConsistent;

/// <summary>Options of <see cref="LabelConsistentAttack"/>.</summary>
internal sealed record LabelConsistentOptions : IValidated, IDescribed
{
    /// <summary>The adversarial pictures of the target class: the folder that <c>dbd craft</c> wrote (<c>NUMBER.png</c>), or a <c>.npy</c>
    /// file, uint8 [samples, height, width, 3] of the whole training set.</summary>
    [MinLength(1)]
    public required string Adversarial { get; init; }

    /// <summary>What is in the corners.</summary>
    public CornerRule Corners { get; init; } = CornerRule.Added;

    /// <summary>How strong the added pattern is, in (0, 1]: 1 makes every pixel of it 0 or 255.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double Amplitude { get; init; } = 1;

    /// <summary>The most that a pixel of an adversarial picture may differ from the sample's, of 255: one that differs by more was made of
    /// other data, and is refused. The published ones differ by 8 or 16.</summary>
    [Range(1, 255)]
    public int MaxChange { get; init; } = 32;

    string IDescribed.Description => $"amplitude {Amplitude}";

    void IValidated.Validate()
    {
        if (Corners == CornerRule.Stamped && Amplitude != 1)
            throw new ConfigException("amplitude", "The stamped pattern is black and white.", "Leave it out, or use corners: added.");
    }
}

/// <summary>The patterns of 3x3 pixels that public implementations put in the four corners.</summary>
internal enum CornerRule
{
    /// <summary>Added to the picture with a sign, mirrored left and right: BackdoorBench's, of Turner et al.</summary>
    Added,

    /// <summary>Put over it, black and white, the same in each corner: backdoor-toolbox's.</summary>
    Stamped,
}
