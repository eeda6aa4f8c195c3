using Dbd.Batching;
using Dbd.Metrics;
using Dbd.Randomness;
using Dbd.Torch.Losses;
using Dbd.Torch.Training;

using TorchSharp;

using static TorchSharp.torch;

namespace Dbd.Torch.Evaluation;

/// <summary>Passes over data without learning: mean loss and accuracy, exact over samples, or the loss of each sample.</summary>
/// <param name="network">Evaluated with the BatchNorm statistics it has learned: images float32 [B, 3, H, W] to logits [B, classes].</param>
/// <param name="loss">Of a prediction.</param>
/// <param name="device">Where the network is.</param>
/// <param name="cancellation">Stops between two batches.</param>
public sealed class Classification(nn.Module<Tensor, Tensor> network, SampleLoss loss, Device device, CancellationToken cancellation)
{
    /// <summary>Mean loss and accuracy.</summary>
    /// <param name="group">Name of the group of readings: <c>clean_test</c>, <c>poison_test</c>.</param>
    /// <param name="loader">The data.</param>
    /// <param name="samples">Which samples of it.</param>
    /// <returns><c>loss</c> in nats, <c>acc</c> in [0, 1].</returns>
    public MetricGroup Test(string group, BatchLoader loader, int[] samples)
    {
        double totalLoss = 0;
        double correct = 0;
        ForEach(loader.Batches(samples, Purpose.Ranking, epoch: 0), (logits, labels) =>
        {
            totalLoss += loss(logits, labels).sum().ToDouble();
            correct += logits.argmax(1).eq(labels).sum().ToDouble();
        });
        return new MetricGroup(group, [new("loss", totalLoss / samples.Length), new("acc", correct / samples.Length)]);
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

    private void ForEach(BatchStream<HostBatch> batches, Action<Tensor, Tensor> use)
    {
        network.eval();
        using IDisposable _ = no_grad();
        foreach (HostBatch batch in batches)
        {
            cancellation.ThrowIfCancellationRequested();
            using IDisposable scope = NewDisposeScope();
            using (batch)
            {
                DeviceBatch data = DeviceBatch.From(batch, device);
                use(network.call(data.Images), data.Labels);
            }
        }
    }
}
