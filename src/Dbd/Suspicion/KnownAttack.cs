namespace Dbd.Suspicion;

/// <summary>What is known of an attack on a training set. No defense has it.</summary>
/// <param name="IsPoisoned">Whether a sample is poisoned, by its number.</param>
/// <param name="IsCover">Whether it is a cover: stamped, but with its true label. Covers are not poisoned.</param>
/// <param name="Target">The label that all poisoned samples are given; null where there are several.</param>
public sealed record KnownAttack(Predicate<int> IsPoisoned, Predicate<int> IsCover, int? Target);
