using Dbd.Poisoning;
using Dbd.Suspicion;

namespace Dbd.Torch.Inspection;

/// <summary>What is known of the attack on a data set, to compare suspicions with.</summary>
internal static class KnownAttacks
{
    /// <summary>The attack; null where none is known.</summary>
    public static KnownAttack? Of(BackdoorData data) => data.IsAttackKnown
        ? new KnownAttack(data.Train.IsPoisoned, data.Train.IsCover, (data.PoisonedTest ?? data.Train).Target)
        : null;
}
