namespace Dbd.Torch.Inspection;

/// <summary>What is asked of <see cref="Report"/>.</summary>
public sealed record ReportRequest
{
    /// <summary>The runs, in the order in which they are shown.</summary>
    public required IReadOnlyList<FinishedRun> Runs { get; init; }

    /// <summary>Training samples on a map; time grows with the square.</summary>
    public int MapSamples { get; init; } = 3000;

    /// <summary>The most suspicious pictures shown of a run; some of each label are shown beside.</summary>
    public int WallPictures { get; init; } = 160;
}
