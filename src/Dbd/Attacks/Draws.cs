using Dbd.Randomness;

namespace Dbd.Attacks;

/// <summary>The reference's random numbers: one of Python's <c>random</c> for every sample in order, eligible or not.</summary>
internal static class Draws
{
    /// <summary>Draws them.</summary>
    /// <returns>[count], each in [0, 1).</returns>
    public static double[] Of(AttackGoal goal, int count)
    {
        if (goal.PoisonRatio is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(goal), goal.PoisonRatio, "A poison ratio is in [0, 1].");
        PythonRandom random = new(goal.Seed);
        double[] draws = new double[count];
        foreach (ref double draw in draws.AsSpan())
            draw = random.NextDouble();
        return draws;
    }
}
