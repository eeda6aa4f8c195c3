using Dbd.Batching;
using Dbd.Data;
using Dbd.Embedding;
using Dbd.Suspicion;
using Dbd.Torch.Evaluation;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;

namespace Dbd.Torch.Stages;

/// <summary>Looks at every training sample with three models: a judge, the witness, and the backbone that learned without labels.</summary>
/// <param name="setup">Names the runs of the witness and the backbone.</param>
/// <param name="network">Gets the weights of one after the other.</param>
/// <param name="train">The training samples as tests see images.</param>
internal sealed class SampleEvidence(StageSetup setup, Classifier network, BatchLoader train)
{
    /// <summary>Neighbours are looked for among so many samples.</summary>
    public const int NeighboursAmong = 10_000;

    private readonly int[] _samples = Sampler.Sequential(train.Data.Count);
    private readonly int[] _labels = train.Data.Labels();

    /// <summary>Gathers it.</summary>
    /// <param name="loadJudge">Loads the judge into the network.</param>
    /// <param name="loss">By which the judge ranks where it kept no rankings.</param>
    /// <param name="rankings">How each epoch of the judge's ranked the samples; may be empty.</param>
    public Evidence Gather(Action loadJudge, SampleLoss loss, IReadOnlyList<EpochRanking> rankings)
    {
        setup.LoadInput(InputRole.Backbone, network, "backbone.");
        float[] neighbours = ShareOfOwnLabel(With(loss).Features(train, _samples));

        setup.LoadInput(InputRole.Witness, network);
        (SampleJudgements early, FeatureTable earlyFeatures) = With(CrossEntropy.PerSample).JudgeWithFeatures(train, _samples);
        float[] earlyNeighbours = ShareOfOwnLabel(earlyFeatures);

        loadJudge();
        SampleJudgements judged = With(loss).Judge(train, _samples);
        return new Evidence
        {
            Labels = _labels,
            Classes = setup.Options.NumClasses,
            EarlyLosses = early.Losses,
            EarlyNeighbours = earlyNeighbours,
            Losses = MeanOf(rankings) ?? judged.Losses,
            Believed = judged.Believed,
            LabelProbabilities = judged.LabelProbabilities,
            Neighbours = neighbours,
        };
    }

    /// <summary>What a person finds a sample's file by; null where samples have none, and only a number within their file.</summary>
    public string? FileOf(int sample) => train.Data.Name(sample) is var name && !name.All(char.IsAsciiDigit) ? name : null;

    private static float[]? MeanOf(IReadOnlyList<EpochRanking> rankings) => rankings.Count == 0
        ? null
        : [.. Enumerable.Range(0, rankings[0].Losses.Length).Select(i => rankings.Average(r => r.Losses[i]))];

    private float[] ShareOfOwnLabel(FeatureTable features) =>
        Neighbours.ShareOfOwnLabel(features, _labels, NeighboursAmong, setup.Seed, setup.Cancellation);

    private Classification With(SampleLoss loss) => new(network, loss, setup.Compute, setup.Cancellation);
}
