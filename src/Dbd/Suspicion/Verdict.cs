namespace Dbd.Suspicion;

/// <summary>Whether data look attacked.</summary>
public enum Verdict
{
    /// <summary>A label stands out.</summary>
    AttackFound,

    /// <summary>None does, and the model is good enough that one would have.</summary>
    NothingStandsOut,

    /// <summary>The model is too weak: that no label stands out says nothing.</summary>
    CannotTell,
}
