using Dbd.Batching;
using Dbd.Embedding;
using Dbd.Randomness;
using Dbd.Runs;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Runtime;
using Dbd.Torch.Training;

using TorchSharp;

using static TorchSharp.torch;

namespace Dbd.Torch.Evaluation;

/// <summary>Passes over data without learning: mean loss and accuracy, exact over samples, or what it makes of each sample. Logits
/// that are no finite numbers are no answer: a <see cref="DbdException"/>.</summary>
/// <param name="network">Evaluated with learned BatchNorm statistics: images float32 [B, 3, H, W] to logits [B, classes].</param>
/// <param name="loss">Of a prediction.</param>
/// <param name="compute">Where the network is.</param>
/// <param name="cancellation">Stops between two batches.</param>
public sealed class Classification(nn.Module<Tensor, Tensor> network, SampleLoss loss, Compute compute, CancellationToken cancellation)
{
    /// <summary>Mean loss and accuracy.</summary>
    /// <param name="group">Name of the group of readings: <c>clean_test</c>, <c>poison_test</c>.</param>
    /// <param name="loader">The data.</param>
    /// <param name="samples">Which samples of it.</param>
    /// <returns><c>loss</c> in nats, <c>acc</c> in [0, 1].</returns>
    public MetricGroup Test(string group, BatchLoader loader, int[] samples) => Answer(group, loader, samples).Test;

    /// <summary>The same, and the answers of which it is: the label that the network finds most probable, in the order of the
    /// samples.</summary>
    internal (MetricGroup Test, int[] Answers) Answer(string group, BatchLoader loader, int[] samples)
    {
        PassResult answers = new(samples.Length, loader.BatchSize);
        double[] losses = new double[answers.Batches];
        ForEach(loader, samples, epoch: 0, (batch, logits, labels) =>
        {
            losses[batch] = loss(logits, labels).sum().ToDouble();
            answers.Put(batch, logits.argmax(1));
        });
        compute.Group.Sum(losses);
        int[] labels = Array.ConvertAll(answers.OfAll(compute.Group), answer => (int)answer);
        double correct = samples.Zip(labels).Count(s => loader.Data.Label(s.First) == s.Second);
        return (
            new(group, [new(ReadingName.Loss, losses.Sum() / samples.Length), new(ReadingName.Accuracy, correct / samples.Length)]),
            labels);
    }

    /// <summary>The loss of every sample: what DBD ranks them by.</summary>
    /// <param name="loader">The training set, with the training augmentation.</param>
    /// <param name="epoch">The epoch, from 1, for the augmentation's draws.</param>
    /// <returns>[samples], nats, in file order.</returns>
    public float[] SampleLosses(BatchLoader loader, int epoch)
    {
        int[] all = Sampler.Sequential(loader.Data.Count);
        PassResult losses = new(all.Length, loader.BatchSize);
        ForEach(loader, all, epoch, (batch, logits, labels) => losses.Put(batch, loss(logits, labels)));
        return losses.OfAll(compute.Group);
    }

    /// <summary>What the network makes of samples.</summary>
    /// <param name="loader">The data.</param>
    /// <param name="samples">Which samples of it.</param>
    /// <returns>In the order of <paramref name="samples"/>.</returns>
    public SampleJudgements Judge(BatchLoader loader, int[] samples) => Judge(loader, samples, (_, images) => network.call(images));

    /// <summary>The same and the features of the samples, in one pass.</summary>
    /// <exception cref="InvalidOperationException">The network is no <see cref="Classifier"/>: its inside is unknown.</exception>
    internal (SampleJudgements Judgements, FeatureTable Features) JudgeWithFeatures(BatchLoader loader, int[] samples)
    {
        Classifier classifier = Inside;
        PassResult features = new(samples.Length, loader.BatchSize, classifier.Features);
        SampleJudgements judgements = Judge(loader, samples, (batch, images) =>
        {
            Tensor found = Finite(classifier.FeaturesOf(images));
            features.Put(batch, found);
            return classifier.LogitsOf(found);
        });
        return (judgements, new FeatureTable(features.OfAll(compute.Group), classifier.Features));
    }

    private SampleJudgements Judge(BatchLoader loader, int[] samples, Func<int, Tensor, Tensor> logitsOf)
    {
        PassResult losses = new(samples.Length, loader.BatchSize);
        PassResult believed = new(samples.Length, loader.BatchSize);
        PassResult ofLabels = new(samples.Length, loader.BatchSize);
        PassResult ofBelieved = new(samples.Length, loader.BatchSize);
        ForEachBatch(loader, samples, epoch: 0, (batch, data) =>
        {
            Tensor logits = Finite(logitsOf(batch, data.Images));
            losses.Put(batch, loss(logits, data.Labels));
            believed.Put(batch, logits.argmax(1));
            Tensor probabilities = logits.softmax(1);
            ofLabels.Put(batch, probabilities.gather(1, data.Labels.unsqueeze(1)).squeeze(1));
            ofBelieved.Put(batch, probabilities.amax([1]));
        });
        return new SampleJudgements(
            losses.OfAll(compute.Group),
            Array.ConvertAll(believed.OfAll(compute.Group), label => (int)label),
            ofLabels.OfAll(compute.Group),
            ofBelieved.OfAll(compute.Group));
    }

    /// <summary>The features of samples: what the network's backbone makes of them.</summary>
    /// <param name="loader">The data.</param>
    /// <param name="samples">Which samples of it; at least one.</param>
    /// <returns>A row a sample, in the order of <paramref name="samples"/>.</returns>
    /// <exception cref="InvalidOperationException">The network is no <see cref="Classifier"/>: its inside is unknown.</exception>
    public FeatureTable Features(BatchLoader loader, int[] samples)
    {
        Classifier classifier = Inside;
        PassResult features = new(samples.Length, loader.BatchSize, classifier.Features);
        ForEachBatch(loader, samples, epoch: 0, (batch, data) =>
            features.Put(batch, Finite(classifier.FeaturesOf(data.Images))));
        return new FeatureTable(features.OfAll(compute.Group), classifier.Features);
    }

    private Classifier Inside => network as Classifier
        ?? throw new InvalidOperationException("Only a classifier of ours shows its features.");

    private void ForEach(BatchLoader loader, int[] samples, int epoch, Action<int, Tensor, Tensor> use) =>
        ForEachBatch(loader, samples, epoch, (batch, data) => use(batch, Finite(network.call(data.Images)), data.Labels));

    private static Tensor Finite(Tensor numbers) => numbers.isfinite().all().item<bool>()
        ? numbers
        : throw new DbdException("What the model gives for a picture is no finite number, which is no answer. "
            + "Its training diverged, or its file is damaged: use another one.");

    // Each process takes whole batches, in turn: what a network makes of an image may depend in its last bit on the others of its batch.
    private void ForEachBatch(BatchLoader loader, int[] samples, int epoch, Action<int, DeviceBatch> use)
    {
        network.eval();
        using IDisposable _ = no_grad();
        Share turn = new(compute.Group.Rank, compute.Group.Size);
        int all = PassResult.BatchesOf(samples.Length, loader.BatchSize);
        using IEnumerator<HostBatch> mine = loader.InTurn(samples, Purpose.Ranking, epoch, turn).GetEnumerator();
        for (int first = 0; first < all; first += turn.Size)
        {
            if (StepVote.Of(compute.Group, cancellation.IsCancellationRequested, reports: false, images: 0).Stops)
                throw new OperationCanceledException(cancellation);
            if (!mine.MoveNext())
                continue;
            using IDisposable scope = NewDisposeScope();
            using HostBatch batch = mine.Current;
            use(first + turn.Rank, DeviceBatch.From(batch, compute.Device));
        }
    }
}
