using CsCheck;

using Dbd.Batching;
using Dbd.Randomness;

using Xunit;

namespace Dbd.Tests.Batching;

public sealed class SamplerTests
{
    [Fact]
    public void Sequential_is_file_order() => Assert.Equal([0, 1, 2, 3], Sampler.Sequential(4));

    [Fact]
    public void Shuffled_has_every_sample_once() =>
        Gen.Select(Gen.Long, Gen.Int[1, 500], Gen.Int[0, 300]).Sample((seed, epoch, count) =>
            Sampler.Shuffled(seed, epoch, count).Order().SequenceEqual(Enumerable.Range(0, count)));

    [Fact]
    public void Every_epoch_and_every_seed_has_its_own_order()
    {
        Assert.NotEqual(Sampler.Shuffled(1, 1, 50), Sampler.Shuffled(1, 2, 50));
        Assert.NotEqual(Sampler.Shuffled(1, 1, 50), Sampler.Shuffled(2, 1, 50));
        Assert.Equal(Sampler.Shuffled(1, 1, 50), Sampler.Shuffled(1, 1, 50));
    }

    [Fact]
    public void Each_pass_of_an_endless_order_has_no_sample_twice_and_drops_what_fills_no_batch() =>
        Gen.Select(Gen.Long, Gen.Int[1, 20], Gen.Int[0, 40], Gen.Int[0, 30]).Sample((seed, batch, more, batches) =>
        {
            int[] samples = [.. Enumerable.Range(0, batch + more).Select(i => 3 * i)];
            int[] order = Endless(seed, samples, batch, batches);
            int pass = samples.Length / batch * batch;
            return order.Length == batches * batch
                && order.Chunk(pass).All(p => p.Distinct().Count() == p.Length && p.All(samples.Contains));
        });

    [Fact]
    public void Passes_of_an_endless_order_differ()
    {
        int[] order = Endless(1, Sampler.Sequential(30), 10, 6);
        Assert.NotEqual(order[..30], order[30..]);
    }

    [Fact]
    public void Labeled_and_unlabeled_orders_differ() => Assert.NotEqual(
        Sampler.Endless(1, Purpose.LabeledShuffle, 1, Sampler.Sequential(30), 10, 3),
        Sampler.Endless(1, Purpose.UnlabeledShuffle, 1, Sampler.Sequential(30), 10, 3));

    [Fact]
    public void Fewer_samples_than_a_batch_are_refused() =>
        Assert.Throws<ArgumentException>(() => Endless(1, Sampler.Sequential(9), 10, 1));

    private static int[] Endless(long seed, int[] samples, int batch, int batches) =>
        Sampler.Endless(seed, Purpose.LabeledShuffle, 1, samples, batch, batches);
}
