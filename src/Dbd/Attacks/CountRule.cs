namespace Dbd.Attacks;

/// <summary>How a number of samples follows from a ratio.</summary>
public enum CountRule
{
    /// <summary>None is given: each sample is drawn by the chance of the ratio, as in the reference.</summary>
    Chance,

    /// <summary>The nearest whole number, a half to the even one: BackdoorBench.</summary>
    Round,

    /// <summary>The whole number below: backdoor-toolbox, BackdoorBox.</summary>
    Floor,

    /// <summary>The whole number below in each batch of an epoch, together: what attacks poison that do it while training (WaNet, BPP of
    /// BackdoorBench).</summary>
    PerBatch,
}

/// <summary>What a poison ratio is a share of.</summary>
public enum RatioBase
{
    /// <summary>Of all samples.</summary>
    All,

    /// <summary>Of those that the attack may poison: for a clean-label attack, those of the target class.</summary>
    Eligible,
}

/// <summary>Which of those that may be poisoned are.</summary>
public enum DrawOrder
{
    /// <summary>Any, drawn by the seed.</summary>
    Random,

    /// <summary>The first in the order of the data set, as CTRL's and FTrojan's own programs do.</summary>
    First,
}
