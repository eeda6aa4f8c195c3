namespace Dbd.Attacks;

/// <summary>Which label an attack gives to those that it poisons, where that is a choice.</summary>
public enum LabelRule
{
    /// <summary>The target label.</summary>
    AllToOne,

    /// <summary>Of every class, the class after it (of the last, the first): <see cref="Attacks.AllToAll"/>.</summary>
    AllToAll,
}
