using System.ComponentModel.DataAnnotations;

using Dbd.Attacks;
using Dbd.Configuration;

namespace Dbd.Poisoning;

/// <summary>Options of the attack (<c>backdoor</c>).</summary>
public sealed record BackdoorOptions
{
    /// <summary>The chance of each training sample that is not of the target class to be poisoned; an attack that chooses otherwise says of
    /// which samples it is the share.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public required double PoisonRatio { get; init; }

    /// <summary>The label that the trigger is to call up: poisoned samples get it.</summary>
    [Range(0, int.MaxValue)]
    public required int TargetLabel { get; init; }

    /// <summary>Whether the training set is poisoned; false trains on clean data and still tests with the trigger, which tells
    /// how much of an ASR is ordinary confusion with the target class.</summary>
    public bool PoisonTraining { get; init; } = true;

    /// <summary>The attack; its name stands beside the other keys.</summary>
    [Inline]
    public required Choice<IAttack> Attack { get; init; }
}
