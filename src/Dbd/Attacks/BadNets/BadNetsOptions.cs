using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;

namespace Dbd.Attacks.BadNets;

/// <summary>How the trigger is put on.</summary>
internal enum StampRule
{
    /// <summary>Every byte of the trigger that is not zero replaces the picture's: the reference, and BackdoorBench.</summary>
    Backdoorbench,

    /// <summary>x + alpha * mask * (trigger - x) on numbers in [0, 1]: backdoor-toolbox.</summary>
    Toolbox,

    /// <summary>(1 - w) * x + w * trigger, w being alpha times the mask, without the fraction: BackdoorBox.</summary>
    Box,
}

/// <summary>Options of <see cref="BadNetsAttack"/>.</summary>
internal sealed record BadNetsOptions : IValidated
{
    /// <summary>A picture as large as the data set's, black where the trigger is not; <c>~</c> is the home folder. Null draws
    /// <see cref="Patch"/>.</summary>
    public string? TriggerPath { get; init; }

    /// <summary>Whether a trigger picture of another size is resized to the data set's, by PIL's bilinear filter, as BackdoorBench does:
    /// its edges then turn grey, and replace the picture all the same.</summary>
    public bool Resize { get; init; }

    /// <summary>A picture as large as the trigger's whose red channel says where the trigger is, 255 being wholly; null: where the trigger
    /// is not black. Not with <see cref="StampRule.Backdoorbench"/>.</summary>
    public string? MaskPath { get; init; }

    /// <summary>The patch that is drawn where there is no trigger picture; null: white, 3 x 3, in the lower right corner, as
    /// BackdoorBench's.</summary>
    public DrawnPatch? Patch { get; init; }

    /// <summary>How the trigger is put on.</summary>
    public StampRule Rule { get; init; } = StampRule.Backdoorbench;

    /// <summary>The trigger's opacity, in [0, 1]. Not with <see cref="StampRule.Backdoorbench"/>.</summary>
    [Range(0.0, 1.0)]
    public double Alpha { get; init; } = 1;

    void IValidated.Validate()
    {
        if (TriggerPath is not null && Patch is not null)
            throw new ConfigException("patch", "A trigger picture is given, too.", "Leave one of patch and trigger_path out.");
        if (TriggerPath is null && Resize)
            throw new ConfigException("resize", "There is no trigger picture to resize: a patch is drawn at its size.", "Leave it out.");
        if (TriggerPath is null && MaskPath is not null)
            throw new ConfigException("mask_path", "There is no trigger picture that it could be of.", "Add trigger_path.");
        if (Rule == StampRule.Backdoorbench && (MaskPath is not null || Alpha != 1))
            throw new ConfigException(
                MaskPath is null ? "alpha" : "mask_path", "The rule backdoorbench replaces every byte where the trigger is not zero.",
                "Add rule: toolbox, or rule: box.");
        if (Rule == StampRule.Backdoorbench && Patch?.Kind == PatchKind.Toolbox)
            throw new ConfigException(
                "patch.kind", "Black pixels are part of this trigger, and the rule backdoorbench leaves them out.", "Add rule: toolbox.");
    }
}
