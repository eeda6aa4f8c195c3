namespace Dbd.Attacks;

/// <summary>What a configuration asks of an attack.</summary>
/// <param name="PoisonRatio">How many samples are poisoned, in [0, 1]; the policy says of which it is the share.</param>
/// <param name="TargetLabel">The label that the trigger is to call up, where there is one.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Seed">The run's seed.</param>
public sealed record AttackGoal(double PoisonRatio, int TargetLabel, int Classes, long Seed);
