namespace Dbd.Attacks;

/// <summary>Which set a sample is of.</summary>
public enum SampleSplit
{
    /// <summary>The training set.</summary>
    Train,

    /// <summary>The test set.</summary>
    Test,
}
