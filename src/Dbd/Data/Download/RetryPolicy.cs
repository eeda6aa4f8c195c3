namespace Dbd.Data.Download;

/// <summary>How a download goes on after a broken connection.</summary>
internal sealed record RetryPolicy
{
    /// <summary>Attempts in a row that may fail without getting further.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Pause before the second attempt; each further pause is twice as long.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the server may send nothing.</summary>
    public TimeSpan LongestSilence { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Getting this much further counts as success: the attempts are counted anew.</summary>
    public long ProgressBytes { get; init; } = 1 << 20;
}
