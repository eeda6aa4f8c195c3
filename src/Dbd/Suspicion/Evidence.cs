namespace Dbd.Suspicion;

/// <summary>What was measured of every training sample, an entry each, in file order. Nothing of it knows an attack.</summary>
public sealed record Evidence
{
    /// <summary>The label that the sample came with, in [0, <see cref="Classes"/>).</summary>
    public required int[] Labels { get; init; }

    /// <summary>Number of classes.</summary>
    public required int Classes { get; init; }

    /// <summary>The witness's loss: ordinary training that has just begun. Nats, finite.</summary>
    public required float[] EarlyLosses { get; init; }

    /// <summary>Of the nearest neighbours by the witness's features, the share of the same label, in [0, 1].</summary>
    public required float[] EarlyNeighbours { get; init; }

    /// <summary>The loss by which stage 3 ranks, the mean over its epochs. Nats, finite.</summary>
    public required float[] Losses { get; init; }

    /// <summary>The label that the final model believes.</summary>
    public required int[] Believed { get; init; }

    /// <summary>How probable the final model finds the sample's label, in [0, 1].</summary>
    public required float[] LabelProbabilities { get; init; }

    /// <summary>Of the nearest neighbours by SimCLR's features, learned without labels, the share of the same label, in [0, 1].</summary>
    public required float[] Neighbours { get; init; }

    /// <summary>Number of samples.</summary>
    public int Count => Labels.Length;

    /// <summary>The samples of each label, ascending.</summary>
    internal ILookup<int, int> SamplesByLabel() => Enumerable.Range(0, Count).ToLookup(i => Labels[i]);

    /// <summary>Whether the final model believes another label than the one that the sample came with.</summary>
    public bool IsContradicted(int sample) => Believed[sample] != Labels[sample];
}
