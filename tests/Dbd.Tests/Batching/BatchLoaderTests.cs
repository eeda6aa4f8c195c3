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

public sealed class BatchLoaderTests
{
    private static readonly StampedSource s_data = Poisoned(count: 23);

    [Theory]
    [InlineData(false, 3, new[] { 10, 10, 3 })]
    [InlineData(true, 2, new[] { 10, 10 })]
    public void The_last_batch_is_what_is_left_or_dropped(bool dropLast, int steps, int[] counts)
    {
        BatchStream<HostBatch> batches = Loader().Batches(Sampler.Sequential(23), Purpose.Augmentation, epoch: 1, dropLast: dropLast);
        Assert.Equal(steps, batches.Steps);
        Assert.Equal(counts, batches.Select(b => b.Count));
    }

    [Fact]
    public void A_batch_holds_normalised_pixels_labels_and_poison_of_its_samples()
    {
        BatchLoader loader = Loader(new AugmentationPipeline([]));
        using HostBatch batch = loader.Fill([22, 4, 7], step: 0, Purpose.Ranking, epoch: 0);
        Normalization normalization = new([0.5, 0.5, 0.5], [0.25, 0.25, 0.25]);
        float[] pixels = new float[Synthetic.Shape.Bytes];
        foreach ((int position, int sample) in new[] { 22, 4, 7 }.Index())
        {
            normalization.Apply(s_data.Read(sample), pixels);
            Assert.Equal(pixels, batch.Pixels.Slice(position * pixels.Length, pixels.Length).ToArray());
            Assert.Equal(s_data.Label(sample), batch.Labels.Span[position]);
            Assert.Equal(s_data.IsPoisoned(sample) ? 1 : 0, batch.Poisoned.Span[position]);
        }
    }

    [Fact]
    public void Views_stand_side_by_side_and_differ()
    {
        using HostBatch batch = Loader().Fill(Sampler.Sequential(23), step: 0, Purpose.Augmentation, epoch: 1, views: 2);
        Assert.Equal((10, 20), (batch.Count, batch.Images));
        int image = Synthetic.Shape.Bytes;
        Assert.NotEqual(batch.Pixels[..image].ToArray(), batch.Pixels.Slice(image, image).ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void The_number_of_workers_does_not_change_a_bit(int workers) =>
        Assert.Equal(
            Pixels(Loader(workers: 2), Purpose.Augmentation, epoch: 1), Pixels(Loader(workers: workers), Purpose.Augmentation, epoch: 1));

    [Fact]
    public void Draws_depend_on_purpose_epoch_seed_and_the_place_in_the_pass()
    {
        float[] pixels = Pixels(Loader(), Purpose.Augmentation, epoch: 1);
        Assert.NotEqual(pixels, Pixels(Loader(), Purpose.Augmentation, epoch: 2));
        Assert.NotEqual(pixels, Pixels(Loader(), Purpose.Ranking, epoch: 1));
        Assert.NotEqual(pixels, Pixels(Loader(seed: 2), Purpose.Augmentation, epoch: 1));
        using HostBatch twice = Loader().Fill([4, 4], step: 0, Purpose.Augmentation, epoch: 1);
        int image = Synthetic.Shape.Bytes;
        Assert.NotEqual(twice.Pixels[..image].ToArray(), twice.Pixels[image..].ToArray());
    }

    [Fact]
    public void A_batch_has_the_size_that_the_augmentation_gives()
    {
        using HostBatch batch = Loader(new AugmentationPipeline([new Resize(new ResizeOptions { Size = new SizeOption(16) })]))
            .Fill(Sampler.Sequential(23), step: 2, Purpose.Augmentation, epoch: 1);
        Assert.Equal((new ImageShape(16, 16), 3 * 16 * 16 * 3), (batch.Shape, batch.Pixels.Length));
    }

    private static StampedSource Poisoned(int count)
    {
        IImageSource clean = Synthetic.Generate(1, SyntheticSplit.Train, count);
        PoisonPlan plan = AllToOne.Policy.Plan(clean.Labels(), new AttackGoal(0.5, TargetLabel: 3, Classes: 10, Seed: 1));
        return new StampedSource(clean, plan, new Negative(), SampleSplit.Train, seed: 1);
    }

    private static BatchLoader Loader(AugmentationPipeline? augmentation = null, int workers = 2, long seed = 1) => new(
        s_data,
        augmentation ?? new AugmentationPipeline([new RandomCrop(new RandomCropOptions { Size = new SizeOption(32), Padding = 4 })]),
        new Normalization([0.5, 0.5, 0.5], [0.25, 0.25, 0.25]),
        seed,
        new LoaderOptions { BatchSize = 10, NumWorkers = workers });

    private static float[] Pixels(BatchLoader loader, Purpose purpose, int epoch) =>
        [.. loader.Batches(Sampler.Shuffled(1, 1, 23), purpose, epoch).SelectMany(b => b.Pixels.ToArray())];
}
