using System.ComponentModel.DataAnnotations;

namespace Dbd.Attacks;

/// <summary>How many samples are poisoned, and which (<c>draw</c>). Public implementations differ; docs/attacks.md has the keys that give
/// the numbers of each.</summary>
public sealed record PoisonDraw
{
    /// <summary>How the number follows from the poison ratio, and that of covers from theirs; null: as the attack does.</summary>
    public CountRule? Count { get; init; }

    /// <summary>What the poison ratio is a share of, where <see cref="Count"/> gives a number.</summary>
    public RatioBase RatioOf { get; init; } = RatioBase.All;

    /// <summary>Which are taken, where <see cref="Count"/> gives a number.</summary>
    public DrawOrder Order { get; init; } = DrawOrder.Random;

    /// <summary>Whether samples of the target class, too, may be poisoned where others get its label: they carry the trigger, and keep
    /// their label.</summary>
    public bool TargetClass { get; init; }

    /// <summary>Whether all that may be poisoned are, where the number is larger; false is an error.</summary>
    public bool Capped { get; init; }

    /// <summary>The batch that <see cref="CountRule.PerBatch"/> counts in, at least 1.</summary>
    [Range(1, int.MaxValue)]
    public int BatchSize { get; init; } = 128;

    /// <summary>How many of a set a ratio is.</summary>
    /// <param name="rule">Not <see cref="CountRule.Chance"/>.</param>
    /// <param name="ratio">In [0, 1].</param>
    /// <param name="of">The set's samples.</param>
    internal int Number(CountRule rule, double ratio, int of) => rule switch
    {
        CountRule.Round => (int)Math.Round(ratio * of, MidpointRounding.ToEven),
        CountRule.PerBatch => InBatches(of, batch => (int)(ratio * batch)),
        _ => (int)(ratio * of),
    };

    /// <summary>How many of a set the covers are, where there are some to each poisoned one.</summary>
    /// <param name="rule">Not <see cref="CountRule.Chance"/>.</param>
    /// <param name="times">Covers to a poisoned one.</param>
    /// <param name="ratio">The poison ratio.</param>
    /// <param name="of">The set's samples.</param>
    internal int Multiple(CountRule rule, double times, double ratio, int of) => rule == CountRule.PerBatch
        ? InBatches(of, batch => (int)((int)(ratio * batch) * times))
        : Number(rule, ratio * times, of);

    private int InBatches(int of, Func<int, int> inBatch) => of / BatchSize * inBatch(BatchSize) + inBatch(of % BatchSize);
}
