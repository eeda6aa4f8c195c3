using Dbd.Configuration;

namespace Dbd.Attacks;

/// <summary>What a configuration asks of an attack.</summary>
/// <param name="PoisonRatio">How many samples are poisoned, in [0, 1]; the policy says of which it is the share.</param>
/// <param name="TargetLabel">The label that the trigger is to call up; <see cref="NoTarget"/> where there is none.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Seed">The run's seed.</param>
public sealed record AttackGoal(double PoisonRatio, int TargetLabel, int Classes, long Seed)
{
    /// <summary>No class's label.</summary>
    public const int NoTarget = -1;

    /// <summary>How many samples are poisoned, and which.</summary>
    public PoisonDraw Draw { get; init; } = new();

    /// <summary>Whether ASR also counts test samples of the target class.</summary>
    public bool TestTargetClass { get; init; }

    /// <summary>Refuses classes that there are not.</summary>
    /// <param name="key">The key that names them.</param>
    /// <param name="classes">Each at least 0.</param>
    /// <exception cref="ConfigException">There is one.</exception>
    internal void CheckClasses(string key, IReadOnlyList<int> classes)
    {
        if (classes.FirstOrDefault(c => c >= Classes, -1) is >= 0 and int unknown)
            throw new ConfigException(key, $"{unknown} is not a label of {Classes} classes.", $"Use 0 to {Classes - 1}.");
    }
}
