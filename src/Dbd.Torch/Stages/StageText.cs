namespace Dbd.Torch.Stages;

/// <summary>What reports say of a stage.</summary>
public sealed record StageText
{
    /// <summary>What a run is called beside others: <c>No Defense</c>, <c>DBD</c>.</summary>
    public required string Title { get; init; }

    /// <summary>What it is, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>The subject of "... on 50,000 images of 10 classes": <c>Ordinary supervised training (No Defense)</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>How much of it there is, in a few words: <c>SimCLR 6 epochs</c>.</summary>
    public required string Recipe { get; init; }

    /// <summary>The title of a map of its model's features.</summary>
    public required string Features { get; init; }

    /// <summary>The group of readings whose loss is its training loss.</summary>
    public required string TrainingGroup { get; init; }

    /// <summary>Why nothing follows from the samples that its model disbelieves; null where something does.</summary>
    public string? Caveat { get; init; }
}
