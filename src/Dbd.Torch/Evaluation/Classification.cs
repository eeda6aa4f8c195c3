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
        double totalLoss = 0;
        List<int> answers = new(samples.Length);
        ForEach(loader.Batches(samples, Purpose.Ranking, epoch: 0), (logits, labels) =>
        {
            totalLoss += loss(logits, labels).sum().ToDouble();
            answers.AddRange(logits.argmax(1).to(ScalarType.Int32).cpu().data<int>().ToArray());
        });
        double correct = samples.Zip(answers).Count(s => loader.Data.Label(s.First) == s.Second);
        return (
            new(group, [new(ReadingName.Loss, totalLoss / samples.Length), new(ReadingName.Accuracy, correct / samples.Length)]),
            [.. answers]);
    }

    /// <summary>The loss of every sample: what DBD ranks them by.</summary>
    /// <param name="loader">The training set, with the training augmentation.</param>
    /// <param name="epoch">The epoch, from 1, for the augmentation's draws.</param>
    /// <returns>[samples], nats, in file order.</returns>
    public float[] SampleLosses(BatchLoader loader, int epoch)
    {
        List<float> losses = new(loader.Data.Count);
        ForEach(loader.Batches(Sampler.Sequential(loader.Data.Count), Purpose.Ranking, epoch), (logits, labels) =>
            losses.AddRange(loss(logits, labels).cpu().data<float>().ToArray()));
        return [.. losses];
    }

    /// <summary>What the network makes of samples.</summary>
    /// <param name="loader">The data.</param>
    /// <param name="samples">Which samples of it.</param>
    /// <returns>In the order of <paramref name="samples"/>.</returns>
    public SampleJudgements Judge(BatchLoader loader, int[] samples)
    {
        List<float> losses = new(samples.Length);
        List<int> believed = new(samples.Length);
        List<float> labelProbabilities = new(samples.Length);
        List<float> confidences = new(samples.Length);
        ForEach(loader.Batches(samples, Purpose.Ranking, epoch: 0), (logits, labels) =>
        {
            losses.AddRange(loss(logits, labels).cpu().data<float>().ToArray());
            believed.AddRange(logits.argmax(1).to(ScalarType.Int32).cpu().data<int>().ToArray());
            Tensor probabilities = logits.softmax(1);
            labelProbabilities.AddRange(probabilities.gather(1, labels.unsqueeze(1)).squeeze(1).cpu().data<float>().ToArray());
            confidences.AddRange(probabilities.amax([1]).cpu().data<float>().ToArray());
        });
        return new SampleJudgements([.. losses], [.. believed], [.. labelProbabilities], [.. confidences]);
    }

    /// <summary>The features of samples: what the network's backbone makes of them.</summary>
    /// <param name="loader">The data.</param>
    /// <param name="samples">Which samples of it; at least one.</param>
    /// <returns>A row a sample, in the order of <paramref name="samples"/>.</returns>
    /// <exception cref="InvalidOperationException">The network is no <see cref="Classifier"/>: its inside is unknown.</exception>
    public FeatureTable Features(BatchLoader loader, int[] samples)
    {
        Classifier classifier = network as Classifier
            ?? throw new InvalidOperationException("Only a classifier of ours shows its features.");
        List<float> features = [];
        ForEachBatch(loader.Batches(samples, Purpose.Ranking, epoch: 0), data =>
            features.AddRange(Finite(classifier.FeaturesOf(data.Images)).to(ScalarType.Float32).cpu().data<float>().ToArray()));
        return new FeatureTable([.. features], features.Count / samples.Length);
    }

    private void ForEach(BatchStream<HostBatch> batches, Action<Tensor, Tensor> use) =>
        ForEachBatch(batches, data => use(Finite(network.call(data.Images)), data.Labels));

    private static Tensor Finite(Tensor numbers) => numbers.isfinite().all().item<bool>()
        ? numbers
        : throw new DbdException("What the model gives for a picture is no finite number, which is no answer. "
            + "Its training diverged, or its file is damaged: use another one.");

    private void ForEachBatch(BatchStream<HostBatch> batches, Action<DeviceBatch> use)
    {
        network.eval();
        using IDisposable _ = no_grad();
        foreach (HostBatch batch in batches)
        {
            cancellation.ThrowIfCancellationRequested();
            using IDisposable scope = NewDisposeScope();
            using (batch)
            {
                use(DeviceBatch.From(batch, compute.Device));
            }
        }
    }
}
