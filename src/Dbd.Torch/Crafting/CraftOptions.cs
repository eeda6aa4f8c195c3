using System.ComponentModel.DataAnnotations;

namespace Dbd.Torch.Crafting;

/// <summary>The configuration of <c>dbd craft</c>.</summary>
internal sealed record CraftOptions
{
    /// <summary>The model that is deceived: a checkpoint of <c>supervise</c> on clean data.</summary>
    [MinLength(1)]
    public required string Surrogate { get; init; }

    /// <summary>The data, of which the pictures of the target class are taken.</summary>
    [MinLength(1)]
    public required string DatasetDir { get; init; }

    /// <summary>The share of each class that is held out for tests where the data have no test set, as in the run that uses the
    /// pictures.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double DatasetHeldOut { get; init; } = 0.1;

    /// <summary>The seed of the run that uses the pictures; it matters where a part is held out.</summary>
    public int Seed { get; init; }

    /// <summary>The folder that the pictures are written to: <c>NUMBER.png</c> each, the number of the training sample.</summary>
    [MinLength(1)]
    public required string Out { get; init; }

    /// <summary>The class whose pictures are made.</summary>
    [Range(0, int.MaxValue)]
    public required int TargetLabel { get; init; }

    /// <summary>The most that a pixel changes, of 255.</summary>
    [Range(0.0, 255.0, MinimumIsExclusive = true)]
    public double Eps { get; init; } = 8;

    /// <summary>What a step changes a pixel by, of 255.</summary>
    [Range(0.0, 255.0, MinimumIsExclusive = true)]
    public double Alpha { get; init; } = 1.5;

    /// <summary>Steps of each picture.</summary>
    [Range(1, 100_000)]
    public int Steps { get; init; } = 100;

    /// <summary>Pictures at a time.</summary>
    [Range(1, 100_000)]
    public int BatchSize { get; init; } = 100;

    /// <summary>Threads; 0 is one a core.</summary>
    [Range(0, 4096)]
    public int Threads { get; init; }
}
