using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;

namespace Dbd.Attacks.AdaptivePatch;

/// <summary>Whose rule says which picture gets which patches.</summary>
internal enum PatchRule
{
    /// <summary>backdoor-toolbox's: in the order of the data set, the first k-th of the poisoned get the first patch, and so on; covers
    /// likewise. Test pictures get the test patches, one after the other.</summary>
    Toolbox,

    /// <summary>BackdoorBox's: of the poisoned, in a random order, every k-th gets the same patch. Test pictures get the first half of the
    /// training patches, with their opacities, the last of them first.</summary>
    Box,
}

/// <summary>A patch of picture files.</summary>
internal sealed record PatchOptions
{
    /// <summary>A picture as large as the data set's; <c>~</c> is the home folder.</summary>
    public required string TriggerPath { get; init; }

    /// <summary>A picture as large whose red channel says where the patch is; null: where the trigger is not black.</summary>
    public string? MaskPath { get; init; }

    /// <summary>The patch's opacity, in [0, 1].</summary>
    [Range(0.0, 1.0)]
    public double Alpha { get; init; } = 1;
}

/// <summary>Options of <see cref="AdaptivePatchAttack"/>; the defaults are backdoor-toolbox's.</summary>
internal sealed record AdaptivePatchOptions : IValidated
{
    /// <summary>Whose rule says which picture gets which patches.</summary>
    public PatchRule Rule { get; init; } = PatchRule.Toolbox;

    /// <summary>How many covers there are, of all samples, in [0, 1).</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double CoverRatio { get; init; } = 0.006;

    /// <summary>The patches of training pictures; none: four that are drawn.</summary>
    public IReadOnlyList<PatchOptions> Triggers { get; init; } = [];

    /// <summary>The patches of test pictures, all on each; none: two that are drawn.</summary>
    public IReadOnlyList<PatchOptions> TestTriggers { get; init; } = [];

    void IValidated.Validate()
    {
        if (Rule == PatchRule.Box && TestTriggers.Count > 0)
            throw new ConfigException("test_triggers", "The rule box tests with the first half of triggers.", "Leave it out.");
        if (Rule == PatchRule.Box && Triggers.Count == 1)
            throw new ConfigException("triggers", "The rule box tests with the first half of them, and of one that is none.", "Name more.");
        if (Rule == PatchRule.Box && Triggers.Any(t => t.MaskPath is not null))
            throw new ConfigException("triggers", "The rule box has no masks.", "Leave mask_path out: black is no part of a patch.");
        if (Rule == PatchRule.Toolbox && Triggers.Count > 0 != TestTriggers.Count > 0)
            throw new ConfigException(
                Triggers.Count > 0 ? "test_triggers" : "triggers", "Patches of training and of tests go together, and these are missing.",
                "Name them, too.");
    }
}
