using System.Globalization;

using Dbd.Configuration;

namespace Dbd.Attacks;

/// <summary>The samples that a policy may poison, and which of them it does.</summary>
/// <param name="labels">The true labels of all samples.</param>
/// <param name="isEligible">Whether samples of a class may be poisoned.</param>
/// <param name="who">Whom these are, for people: <c>the target class</c>.</param>
internal sealed class Candidates(IReadOnlyList<int> labels, Func<int, bool> isEligible, string who)
{
    private readonly int[] _samples = [.. Enumerable.Range(0, labels.Count).Where(i => isEligible(labels[i]))];

    /// <summary>Draws those that are poisoned: a smaller ratio gives some of the same.</summary>
    /// <param name="goal">What the configuration asks for.</param>
    /// <param name="own">The rule where it does not say.</param>
    /// <exception cref="ConfigException">There are not so many, or keys contradict each other.</exception>
    public HashSet<int> Draw(AttackGoal goal, CountRule own)
    {
        double[] draws = Draws.Of(goal, labels.Count);
        PoisonDraw draw = goal.Draw;
        CountRule rule = draw.Count ?? own;
        if (rule == CountRule.Chance)
        {
            CheckChance(draw);
            return [.. _samples.Where(i => draws[i] < goal.PoisonRatio)];
        }
        int wanted = draw.Number(rule, goal.PoisonRatio, draw.RatioOf == RatioBase.All ? labels.Count : _samples.Length);
        if (wanted > _samples.Length && !draw.Capped)
            throw TooMany(wanted);
        IEnumerable<int> order = draw.Order == DrawOrder.First ? _samples : _samples.OrderBy(i => draws[i]);
        return [.. order.Take(wanted)];
    }

    private static void CheckChance(PoisonDraw draw)
    {
        string key = draw switch
        {
            { Order: DrawOrder.First } => "order",
            { RatioOf: RatioBase.Eligible } => "ratio_of",
            { Capped: true } => "capped",
            _ => "",
        };
        if (key.Length > 0)
            throw new ConfigException(
                $"backdoor.draw.{key}", "This key needs a number of samples, and here each is poisoned by the chance of poison_ratio.",
                "Add count: round, or count: floor.");
    }

    private ConfigException TooMany(int wanted)
    {
        double most = (double)_samples.Length / Math.Max(1, labels.Count);
        return new ConfigException(
            "backdoor.poison_ratio",
            $"{wanted} of {labels.Count} samples are to be poisoned, but {who} has {_samples.Length}.",
            string.Create(CultureInfo.InvariantCulture, $"This attack poisons {who} alone: use at most {most:0.####}."));
    }
}
