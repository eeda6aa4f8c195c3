using System.ComponentModel.DataAnnotations;

using Dbd.Attacks;
using Dbd.Configuration;

namespace Dbd.Poisoning;

/// <summary>Options of the attack (<c>backdoor</c>).</summary>
public sealed record BackdoorOptions : IValidated
{
    /// <summary>The chance of each training sample that is not of the target class to be poisoned; an attack that chooses otherwise says of
    /// which samples it is the share, and so does <see cref="Draw"/>.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public required double PoisonRatio { get; init; }

    /// <summary>The label that the trigger is to call up: poisoned samples get it. It must be given, unless <see cref="Labels"/> is
    /// <see cref="LabelRule.AllToAll"/>, where it has no effect.</summary>
    [Range(0, int.MaxValue)]
    public int? TargetLabel { get; init; }

    /// <summary>Which label the trigger is to call up.</summary>
    public LabelRule Labels { get; init; } = LabelRule.AllToOne;

    /// <summary>How many samples are poisoned, and which.</summary>
    public PoisonDraw Draw { get; init; } = new();

    /// <summary>Whether the training set is poisoned; false trains on clean data and still tests with the trigger, which tells
    /// how much of an ASR is ordinary confusion with the target class.</summary>
    public bool PoisonTraining { get; init; } = true;

    /// <summary>Whether ASR also counts test pictures of the target class, as BackdoorBox and the programs of WaNet, CTRL and FTrojan do:
    /// then a clean model, too, scores about the share of that class.</summary>
    public bool TestTargetClass { get; init; }

    /// <summary>The attack; its name stands beside the other keys.</summary>
    [Inline]
    public required Choice<IAttack> Attack { get; init; }

    /// <summary>The label that poisoned samples get, where it is one; <see cref="AttackGoal.NoTarget"/> where it is not.</summary>
    internal int Target => Labels == LabelRule.AllToOne && TargetLabel is { } label ? label : AttackGoal.NoTarget;

    /// <summary>Whether all poisoned samples get one label.</summary>
    internal bool HasTarget => Target != AttackGoal.NoTarget;

    /// <summary>What the trigger is to call up, in words.</summary>
    internal string Aim => Labels == LabelRule.AllToOne ? $"target label {TargetLabel}" : "each class with the next one's label";

    void IValidated.Validate()
    {
        if (Labels == LabelRule.AllToOne && TargetLabel is null)
            throw new ConfigException("target_label", "This key is missing.", "Add it: a whole number of at least 0.");
        if (Draw.Count != CountRule.PerBatch && Draw.BatchSize != new PoisonDraw().BatchSize)
            throw new ConfigException("draw.batch_size", "Nothing is counted in batches.", "Add count: per_batch, or leave it out.");
    }
}
