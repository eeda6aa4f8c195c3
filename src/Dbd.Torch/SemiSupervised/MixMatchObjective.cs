using Dbd.Randomness;
using Dbd.Runs;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Runtime;
using Dbd.Torch.Training;

using static TorchSharp.torch;

namespace Dbd.Torch.SemiSupervised;

/// <summary>Semi-supervised training on credible samples with their label and on all others without: DBD's stage 3.</summary>
/// <remarks>DBD, figure 2, third stage; Berthelot et al., "MixMatch", NeurIPS 2019, algorithm 1, with two views and no EMA model.</remarks>
/// <param name="network">What learns.</param>
/// <param name="options">Sharpening and mixing.</param>
/// <param name="lossOptions">The weight of the unlabeled loss.</param>
/// <param name="epoch">The epoch, from 1, warmup counted.</param>
/// <param name="seed">The run's seed.</param>
/// <param name="compute">Where the network is.</param>
internal sealed class MixMatchObjective(
    Classifier network, MixMatchOptions options, MixMatchLossOptions lossOptions, int epoch, long seed, Compute compute)
    : IObjective<MixMatchBatch>
{
    /// <inheritdoc/>
    public string Group => GroupName.PoisonTrain;

    /// <inheritdoc/>
    public IReadOnlyList<string> Readings =>
        [ReadingName.Loss, ReadingName.LabeledLoss, ReadingName.UnlabeledLoss, ReadingName.UnlabeledWeight];

    /// <inheritdoc/>
    public StepResult Step(MixMatchBatch batch)
    {
        DeviceBatch labeled = DeviceBatch.From(batch.Labeled, compute.Device);
        DeviceBatch unlabeled = DeviceBatch.From(batch.Unlabeled, compute.Device);
        (Tensor view1, Tensor view2) = (View(unlabeled, 0), View(unlabeled, 1));
        Tensor guess = Guess(view1, view2);
        Tensor label = nn.functional.one_hot(labeled.Labels, guess.shape[1]).to(guess.dtype);

        Rng rng = Rng.For(seed, Purpose.MixUp, epoch, batch.Step);
        (Tensor pixels, Tensor targets) = MixUp(OfAll(labeled.Pixels, view1, view2), OfAll(label, guess, guess), ref rng);
        MixMatchRows rows = MixMatchRows.Of(batch.Unlabeled.Whole, options.LabeledBatches + 2, compute.Group);
        Tensor logits = InterleavedForward(pixels, rows);
        targets = targets[HostCopy.Of(rows.Samples, compute.Device)];

        int size = rows.Labeled(batch.Labeled.Whole);
        Tensor labeledLoss = BatchMean.Of(MixMatchLoss.Labeled(logits[..size], targets[..size]), batch.Labeled.Whole);
        Tensor unlabeledLoss = BatchMean.Of(MixMatchLoss.Unlabeled(logits[size..], targets[size..]), 2L * batch.Unlabeled.Whole);
        double weight = MixMatchLoss.Weight(epoch - 1 + (double)batch.Step / options.TrainIteration, lossOptions);
        Tensor loss = labeledLoss + weight * unlabeledLoss;

        // The step counts once, and so does its weight.
        double once = compute.Group.Rank == 0 ? 1 : 0;
        Tensor readings = stack([loss.detach(), labeledLoss.detach(), unlabeledLoss.detach(), full_like(loss, once * weight)]);
        return new StepResult(loss, readings, full_like(readings, once));
    }

    // Mixing pairs any two images of the batch: each process needs those of all. Draws are a function of the step, so all mix alike.
    private Tensor OfAll(params IEnumerable<Tensor> parts) =>
        cat([.. compute.Group.Size == 1 ? parts : parts.Select(compute.Group.Gather)]);

    private Tensor Guess(Tensor view1, Tensor view2)
    {
        using IDisposable _ = no_grad();
        Tensor average = GuessedLabels.Average(
            network.call(DeviceBatch.AsImages(view1)), network.call(DeviceBatch.AsImages(view2)));
        return GuessedLabels.Sharpen(average, options.Temperature);
    }

    // Zhang et al., "mixup", ICLR 2018; the larger share stays with the first image, whose kind (labeled or not) decides the loss.
    private (Tensor Pixels, Tensor Targets) MixUp(Tensor pixels, Tensor targets, ref Rng rng)
    {
        double share = rng.NextBeta(options.Alpha, options.Alpha);
        share = Math.Max(share, 1 - share);
        Tensor partner = HostCopy.Of(Array.ConvertAll(rng.Permutation((int)pixels.shape[0]), i => (long)i), compute.Device);
        return (share * pixels + (1 - share) * pixels[partner], share * targets + (1 - share) * targets[partner]);
    }

    // A forward pass a batch, the first over a share of all of them, each other one with some rows of the first, for BatchNorm's sake.
    private Tensor InterleavedForward(Tensor pixels, MixMatchRows rows)
    {
        Tensor[] logits = [.. rows.Passes.Select(pass => network.call(DeviceBatch.AsImages(pixels[HostCopy.Of(pass, compute.Device)])))];
        return cat(logits)[HostCopy.Of(rows.Order, compute.Device)];
    }

    private static Tensor View(DeviceBatch batch, int view) =>
        batch.Pixels.view(-1, 2, batch.Pixels.shape[1], batch.Pixels.shape[2], batch.Pixels.shape[3]).select(1, view).contiguous();
}
