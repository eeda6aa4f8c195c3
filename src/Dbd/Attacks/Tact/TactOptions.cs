using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;

namespace Dbd.Attacks.Tact;

/// <summary>Options of <see cref="TactAttack"/>; the defaults are backdoor-toolbox's for CIFAR-10.</summary>
internal sealed record TactOptions : IValidated
{
    /// <summary>The labels of the classes that are poisoned, and that the trigger works on.</summary>
    [Range(0, int.MaxValue)]
    [MinLength(1)]
    public IReadOnlyList<int> SourceClasses { get; init; } = [1];

    /// <summary>The labels of the classes that covers are of: stamped, with their own label.</summary>
    [Range(0, int.MaxValue)]
    public IReadOnlyList<int> CoverClasses { get; init; } = [5, 7];

    /// <summary>How many covers there are, of all samples, in [0, 1).</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double CoverRatio { get; init; } = 0.003;

    /// <summary>A picture as large as the data set's; <c>~</c> is the home folder. Null draws a square of 8 x 8 pixels, where the
    /// toolbox's trojan square is.</summary>
    public string? TriggerPath { get; init; }

    /// <summary>A picture as large whose red channel says where the trigger is; null: where the trigger is not black.</summary>
    public string? MaskPath { get; init; }

    /// <summary>The trigger's opacity, in [0, 1].</summary>
    [Range(0.0, 1.0)]
    public double Alpha { get; init; } = 1;

    void IValidated.Validate()
    {
        if (SourceClasses.Intersect(CoverClasses).FirstOrDefault(-1) is >= 0 and int both)
            throw new ConfigException(
                "cover_classes", $"Class {both} is a source, too, and covers keep their label.", "Name other classes.");
        if (TriggerPath is null && MaskPath is not null)
            throw new ConfigException("mask_path", "There is no trigger picture that it could be of.", "Add trigger_path.");
    }
}
