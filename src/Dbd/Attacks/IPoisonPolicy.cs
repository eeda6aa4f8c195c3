namespace Dbd.Attacks;

/// <summary>Whom an attacker poisons, and what is called a success.</summary>
public interface IPoisonPolicy
{
    /// <summary>What is done with each training sample; the same for the same goal and labels.</summary>
    /// <param name="labels">The true labels.</param>
    /// <param name="goal">What the configuration asks for.</param>
    /// <exception cref="Configuration.ConfigException">That many cannot be poisoned.</exception>
    PoisonPlan Plan(IReadOnlyList<int> labels, AttackGoal goal);

    /// <summary>Which test samples get the trigger, and which label counts as success for each: ASR is the share of successes.</summary>
    /// <param name="labels">The true labels.</param>
    /// <param name="goal">What the configuration asks for.</param>
    PoisonPlan TestPopulation(IReadOnlyList<int> labels, AttackGoal goal);

    /// <summary>The same with the class after a sample's own as the label, in place of the target (<c>labels: all_to_all</c>).</summary>
    /// <exception cref="Configuration.ConfigException">Its labels do not follow from a single target.</exception>
    IPoisonPolicy ToNextClass() => throw new Configuration.ConfigException(
        "backdoor.labels",
        "all_to_all has no meaning for this attack, which keeps labels, or changes those of some classes alone.",
        "Leave it out, or choose an attack that gives samples of all classes the target label: badnets, blend.");
}
