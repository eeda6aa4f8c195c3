using System.ComponentModel.DataAnnotations;

using Dbd.Batching;
using Dbd.Configuration;
using Dbd.Torch.Losses;

namespace Dbd.Torch.Stages.Abl;

/// <summary>Options of <c>abl</c>. The learning rate's schedule runs through all epochs; in those of unlearning the rate should be
/// small.</summary>
internal sealed record AblOptions : StageOptions
{
    /// <summary>Batches of training and tests.</summary>
    public required LoaderOptions Loader { get; init; }

    /// <summary>What training minimises.</summary>
    public required Choice<SampleLoss> Criterion { get; init; }

    /// <summary>The first part.</summary>
    public required IsolationOptions Isolation { get; init; }

    /// <summary>Epochs of ordinary training on what is not isolated.</summary>
    [Range(0, 1_000_000)]
    public required int TrainEpochs { get; init; }

    /// <summary>Epochs of gradient ascent on what is isolated.</summary>
    [Range(0, 1_000_000)]
    public required int UnlearnEpochs { get; init; }
}

/// <summary>Options of isolation: local gradient ascent, and how many samples are isolated.</summary>
internal sealed record IsolationOptions
{
    /// <summary>Epochs.</summary>
    [Range(1, 1_000_000)]
    public required int NumEpochs { get; init; }

    /// <summary>Nats; a sample whose loss is below is pushed back up to it, so that only what is learned very fast stays low.</summary>
    [Range(0.0, 100.0)]
    public double Gamma { get; init; } = 0.5;

    /// <summary>The share of training samples of lowest loss that is isolated.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Share { get; init; } = 0.01;
}
