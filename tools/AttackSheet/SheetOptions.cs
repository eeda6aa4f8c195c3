using Dbd.Attacks;
using Dbd.Configuration;

namespace Dbd.AttackSheet;

/// <summary>What is drawn.</summary>
internal sealed record SheetOptions
{
    /// <summary>The attacks, a row each.</summary>
    public required IReadOnlyList<Choice<IAttack>> Attacks { get; init; }

    /// <summary>How many pictures, each of another class.</summary>
    public int Pictures { get; init; } = 3;

    /// <summary>Where randomness begins.</summary>
    public long Seed { get; init; } = 100;
}
