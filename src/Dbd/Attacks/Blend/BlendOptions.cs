using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;

namespace Dbd.Attacks.Blend;

/// <summary>Options of <see cref="BlendAttack"/>.</summary>
internal sealed record BlendOptions : IDescribed
{
    /// <summary>Share of the trigger in the stamped picture, in [0, 1].</summary>
    [Range(0.0, 1.0)]
    public double Alpha { get; init; } = 0.1;

    string IDescribed.Description => Rule == BlendRule.Pillow ? $"alpha {Alpha}" : $"alpha {Alpha}, {Rule.ToString().ToLowerInvariant()}";

    /// <summary>A picture of any size, where the rule resizes it; <c>~</c> is the home folder.</summary>
    public required string TriggerPath { get; init; }

    /// <summary>Whose arithmetic mixes.</summary>
    public BlendRule Rule { get; init; } = BlendRule.Pillow;
}
