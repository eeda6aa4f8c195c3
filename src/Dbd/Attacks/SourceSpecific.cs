using Dbd.Configuration;

namespace Dbd.Attacks;

/// <summary>Samples of some source classes get the target label; tested on those classes, and never on the target.
/// The poison ratio is of all samples.</summary>
/// <remarks>Tang, Wang, Tang, Zhang, "Demon in the Variant: Statistical Analysis of DNNs for Robust Backdoor Contamination Detection",
/// USENIX Security 2021.</remarks>
/// <param name="sources">Their labels.</param>
/// <param name="key">The option that names them, for errors.</param>
public sealed class SourceSpecific(IReadOnlyList<int> sources, string key = "source_classes") : IPoisonPolicy
{
    /// <inheritdoc/>
    public PoisonPlan Plan(IReadOnlyList<int> labels, AttackGoal goal)
    {
        Check(goal, sources.Contains(goal.TargetLabel));
        string who = sources.Count == 1 ? $"class {sources[0]}" : $"the group of classes {string.Join(", ", sources)}";
        HashSet<int> chosen = new Candidates(labels, sources.Contains, who).Draw(goal, CountRule.Floor);
        return new PoisonPlan(
            labels.Select((label, i) => chosen.Contains(i) ? (SampleRole.Poisoned, goal.TargetLabel) : (SampleRole.Clean, label)));
    }

    /// <inheritdoc/>
    public PoisonPlan TestPopulation(IReadOnlyList<int> labels, AttackGoal goal)
    {
        Check(goal, sources.All(s => s == goal.TargetLabel));
        return new PoisonPlan(labels.Select(label => sources.Contains(label) && label != goal.TargetLabel
            ? (SampleRole.Poisoned, goal.TargetLabel)
            : (SampleRole.Clean, label)));
    }

    private void Check(AttackGoal goal, bool isTargetSource)
    {
        if (isTargetSource)
            throw new ConfigException(
                key, $"Class {goal.TargetLabel} is a source, and it is the target label.", "Name other classes, or another target_label.");
        goal.CheckClasses(key, sources);
        if (goal.Draw.TargetClass)
            throw new ConfigException("backdoor.draw.target_class", "This attack poisons its source classes alone.", "Leave it out.");
        if (goal.TestTargetClass)
            throw new ConfigException("backdoor.test_target_class", "This attack is tested on its source classes alone.", "Leave it out.");
    }
}
