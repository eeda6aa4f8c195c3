using Dbd.Attacks;
using Dbd.Augmentation;
using Dbd.Batching;
using Dbd.Data;
using Dbd.Data.Synthesis;
using Dbd.Imaging;
using Dbd.Poisoning;
using Dbd.Randomness;
using Dbd.Tests.Poisoning;

using Xunit;

namespace Dbd.Tests.Batching;

public sealed class ShareTests
{
    private const int Samples = 23;
    private const int BatchSize = 10;

    [Theory]
    [InlineData(1, 10)]
    [InlineData(3, 10)]
    [InlineData(4, 3)]
    [InlineData(7, 0)]
    public void Shares_lie_behind_each_other_and_differ_by_one_at_most(int size, int count)
    {
        (int From, int To)[] shares = [.. Enumerable.Range(0, size).Select(rank => new Share(rank, size).Of(count))];
        Assert.Equal((0, count), (shares[0].From, shares[^1].To));
        Assert.All(shares.Zip(shares.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
        Assert.All(shares, s => Assert.InRange(s.To - s.From, count / size, (count + size - 1) / size));
    }

    [Fact]
    public void By_default_a_process_takes_all() => Assert.Equal((0, 9), default(Share).Of(9));

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(5, 1)]
    public void Shares_joined_are_the_batch_to_the_bit(int size, int views)
    {
        BatchLoader loader = Loader();
        int[] order = Sampler.Shuffled(1, 1, Samples);
        int empty = 0;
        for (int step = 0; step < 3; step++)
        {
            using HostBatch whole = loader.Fill(order, step, Purpose.Augmentation, epoch: 2, views);
            HostBatch[] parts =
            [
                .. Enumerable.Range(0, size).Select(r => Loader(new Share(r, size)).Fill(order, step, Purpose.Augmentation, 2, views)),
            ];
            Assert.All(parts, part => Assert.Equal(whole.Count, part.Whole));
            Assert.Equal(whole.Pixels.ToArray(), parts.SelectMany(part => part.Pixels.ToArray()));
            Assert.Equal(whole.Labels.ToArray(), parts.SelectMany(part => part.Labels.ToArray()));
            Assert.Equal(whole.Poisoned.ToArray(), parts.SelectMany(part => part.Poisoned.ToArray()));
            empty += parts.Count(part => part.Count == 0);
            foreach (HostBatch part in parts)
                part.Dispose();
        }
        Assert.Equal(Math.Max(0, size - 3), empty);   // of the last batch, which has three samples
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Whole_batches_in_turn_are_all_batches(int size)
    {
        BatchLoader loader = Loader();
        int[] order = Sampler.Sequential(Samples);
        HostBatch[][] turns =
            [.. Enumerable.Range(0, size).Select(r => loader.InTurn(order, Purpose.Ranking, epoch: 1, new Share(r, size)).ToArray())];
        HostBatch[] all = [.. loader.Batches(order, Purpose.Ranking, epoch: 1)];
        Assert.Equal(all.Length, turns.Sum(t => t.Length));
        for (int step = 0; step < all.Length; step++)
            Assert.Equal(all[step].Pixels.ToArray(), turns[step % size][step / size].Pixels.ToArray());
    }

    private static StampedSource Poisoned()
    {
        IImageSource clean = Synthetic.Generate(1, SyntheticSplit.Train, Samples);
        PoisonPlan plan = AllToOne.Policy.Plan(clean.Labels(), new AttackGoal(0.5, TargetLabel: 3, Classes: 10, Seed: 1));
        return new StampedSource(clean, plan, new Negative(), SampleSplit.Train, seed: 1);
    }

    private static BatchLoader Loader(Share share = default) => new(
        Poisoned(),
        new AugmentationPipeline([new RandomCrop(new RandomCropOptions { Size = new SizeOption(32), Padding = 4 })]),
        new Normalization([0.5, 0.5, 0.5], [0.25, 0.25, 0.25]),
        seed: 1,
        new LoaderOptions { BatchSize = BatchSize, NumWorkers = 2 },
        share);
}
