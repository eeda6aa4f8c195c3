namespace Dbd.Attacks;

/// <summary>What an attacker did to a sample.</summary>
public enum SampleRole
{
    /// <summary>Nothing.</summary>
    Clean,

    /// <summary>It carries the trigger, and the label that the trigger is to call up.</summary>
    Poisoned,

    /// <summary>It carries a trigger, or the like, and keeps its label, to hide the backdoor better. It counts as not poisoned.</summary>
    Cover,
}
