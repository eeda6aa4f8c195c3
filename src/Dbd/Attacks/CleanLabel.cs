using System.Globalization;

using Dbd.Configuration;

namespace Dbd.Attacks;

/// <summary>Samples of the target class alone are stamped, and keep their label; tested on all other classes.</summary>
/// <remarks>The poison ratio is of all samples, as in the papers: 0.1 of ten even classes is the whole target class. Of its samples those
/// with the smallest of the reference's draws are taken, so that a smaller ratio poisons some of the same.</remarks>
public sealed class CleanLabel : IPoisonPolicy
{
    private CleanLabel()
    {
    }

    /// <summary>The policy.</summary>
    public static CleanLabel Policy { get; } = new();

    /// <inheritdoc/>
    public PoisonPlan Plan(IReadOnlyList<int> labels, AttackGoal goal)
    {
        double[] draws = Draws.Of(goal, labels.Count);
        int[] target = [.. Enumerable.Range(0, labels.Count).Where(i => labels[i] == goal.TargetLabel)];
        int wanted = (int)Math.Round(goal.PoisonRatio * labels.Count);
        if (wanted > target.Length)
        {
            double most = (double)target.Length / Math.Max(1, labels.Count);
            throw new ConfigException(
                "backdoor.poison_ratio",
                $"{wanted} of {labels.Count} samples are to be poisoned, but the target class has {target.Length}.",
                string.Create(CultureInfo.InvariantCulture, $"This attack poisons the target class alone: use at most {most:0.####}."));
        }
        HashSet<int> chosen = [.. target.OrderBy(i => draws[i]).Take(wanted)];
        return new PoisonPlan(labels.Select((label, i) => (chosen.Contains(i) ? SampleRole.Poisoned : SampleRole.Clean, label)));
    }

    /// <inheritdoc/>
    public PoisonPlan TestPopulation(IReadOnlyList<int> labels, AttackGoal goal) => AllToOne.Policy.TestPopulation(labels, goal);
}
