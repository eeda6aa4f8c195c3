using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;

namespace Dbd.Batching;

/// <summary>Options of a loader (<c>loader</c>).</summary>
public sealed record LoaderOptions
{
    /// <summary>Samples in a batch.</summary>
    [Range(1, 1_000_000)]
    public required int BatchSize { get; init; }

    /// <summary>Batches prepared at once by loader threads; 0 prepares them in turn with training.</summary>
    [Range(0, 1024)]
    public int NumWorkers { get; init; } = 2;

    /// <summary>Accepted for the reference's files.</summary>
    [NoEffect("batches are copied once, from pooled memory")]
    public bool PinMemory { get; init; }
}
