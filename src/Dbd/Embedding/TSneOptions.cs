namespace Dbd.Embedding;

/// <summary>How a map is made.</summary>
internal sealed record TSneOptions
{
    /// <summary>How many neighbours of a point count, roughly; above 1. A map of few points takes fewer.</summary>
    public double Perplexity { get; init; } = 30;

    /// <summary>Steps of gradient descent in all.</summary>
    public int Iterations { get; init; } = 500;

    /// <summary>How many of them, at the beginning, pull neighbours together more strongly, so that clusters form.</summary>
    public int ExaggeratedIterations { get; init; } = 150;

    /// <summary>How much more strongly.</summary>
    public double Exaggeration { get; init; } = 12;

    /// <summary>The map is a function of it and of the features.</summary>
    public long Seed { get; init; }
}
