namespace Dbd.Attacks;

/// <summary>What an attacker did to a sample.</summary>
public enum SampleRole
{
    /// <summary>Nothing.</summary>
    Clean,

    /// <summary>It carries the trigger, and the label that the trigger is to call up.</summary>
    Poisoned,

    /// <summary>It carries a trigger, or something like it, and keeps its label: it makes the backdoor harder to find. It counts as not poisoned.</summary>
    Cover,
}
