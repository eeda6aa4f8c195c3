using Dbd.Attacks;
using Dbd.Augmentation;
using Dbd.Batching;
using Dbd.Configuration;
using Dbd.Data;
using Dbd.Data.Synthesis;
using Dbd.Imaging;
using Dbd.Poisoning;
using Dbd.Randomness;

using Xunit;

namespace Dbd.Tests.Poisoning;

/// <summary>Attacks beyond one trigger and one label, from a configuration to batches: each is a class and a line in a registry.</summary>
public sealed class FurtherAttackTests
{
    private const int Target = 3;
    private const long Seed = 100;

    private static readonly IImageSource s_train = Synthetic.Generate(1, SyntheticSplit.Train, 200);
    private static readonly IImageSource s_test = Synthetic.Generate(1, SyntheticSplit.Test, 60);

    private static readonly Registry<IAttack> s_attacks = new("attack")
    {
        { "to_all", "", "", (NoOptions _) => new NegativeToAll() },
        { "of_target", "", "", (NoOptions _) => new NegativeOfTarget() },
        { "speckled", "", "", (NoOptions _) => new Speckled() },
    };

    [Fact]
    public void All_to_all_trains_and_tests_each_class_with_the_next_label()
    {
        BackdoorData data = Poison("to_all", 0.3);
        AssertBatches(data.Train, i =>
            data.Index[i] ? (Negative(s_train.Read(i)), Next(s_train.Label(i)), 1) : (s_train.Read(i), s_train.Label(i), 0));
        AssertBatches(data.PoisonedTest!, i => (Negative(s_test.Read(i)), Next(s_test.Label(i)), 1));
        Assert.Contains(data.Index.Indices, i => s_train.Label(i) == Target);
    }

    [Fact]
    public void Clean_label_trains_on_stamped_pictures_of_the_target_class_and_tests_the_others()
    {
        BackdoorData data = Poison("of_target", 0.05);
        Assert.Equal(10, data.Index.Poisoned);
        Assert.All(data.Index.Indices, i => Assert.Equal(Target, s_train.Label(i)));
        AssertBatches(
            data.Train, i => (data.Index[i] ? Negative(s_train.Read(i)) : s_train.Read(i), s_train.Label(i), data.Index[i] ? 1 : 0));
        AssertBatches(
            data.PoisonedTest!, i => s_test.Label(i) == Target ? (s_test.Read(i), Target, 0) : (Negative(s_test.Read(i)), Target, 1));
    }

    [Fact]
    public void Covers_and_triggers_of_each_sample_come_into_batches_and_covers_count_as_not_poisoned()
    {
        BackdoorData data = Poison("speckled", 0.2);
        Assert.True(data.Index.Covers.Count > 40 && data.Index.Poisoned > 15);
        AssertBatches(data.Train, i => data.Train.Role(i) switch
        {
            SampleRole.Poisoned => (Speckles(s_train.Read(i), i, SampleSplit.Train, shared: true), Target, 1),
            SampleRole.Cover => (Speckles(s_train.Read(i), i, SampleSplit.Train, shared: false), s_train.Label(i), 0),
            _ => (s_train.Read(i), s_train.Label(i), 0),
        });
        AssertBatches(data.PoisonedTest!, i => s_test.Label(i) == Target
            ? (s_test.Read(i), Target, 0)
            : (Speckles(s_test.Read(i), i, SampleSplit.Test, shared: true), Target, 1));
    }

    [Theory]
    [InlineData("to_all", 0.3)]
    [InlineData("of_target", 0.05)]
    [InlineData("speckled", 0.2)]
    public void An_earlier_stage_s_index_gives_the_same_data_again(string attack, double ratio)
    {
        using Dbd.Testing.TempFolder folder = new();
        BackdoorData first = Poison(attack, ratio);
        first.Index.Save(folder.File("poison_idx.npy"));
        BackdoorData again = Poison(attack, ratio, PoisonIndex.Load(folder.File("poison_idx.npy"), s_train.Count));
        Assert.Equal(first.Index.Hash, again.Index.Hash);
        for (int i = 0; i < s_train.Count; i++)
        {
            Assert.Equal((first.Train.Role(i), first.Train.Label(i)), (again.Train.Role(i), again.Train.Label(i)));
            Assert.Equal(first.Train.Read(i), again.Train.Read(i));
        }
    }

    [Fact]
    public void An_index_with_a_label_that_is_no_class_is_refused()
    {
        BackdoorData data = Poison("to_all", 0.3);
        PoisonPlan wrong = new(
            Enumerable.Range(0, s_train.Count).Select(i => (data.Train.Role(i), data.Train.IsPoisoned(i) ? 10 + i % 2 : s_train.Label(i))));
        DbdException e = Assert.Throws<DbdException>(() => Poison("to_all", 0.3, PoisonIndex.Of(wrong, s_train.Labels())));
        Assert.Contains("but there are 10 classes", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ratio_that_the_target_class_cannot_give_names_the_key()
    {
        ConfigException e = Assert.Throws<ConfigException>(() => Poison("of_target", 0.3));
        Assert.Equal("backdoor.poison_ratio", e.Location.Key);
        Assert.Contains("use at most 0.1.", e.Message, StringComparison.Ordinal);
    }

    // Every sample of a set, as it comes out of the loader with two workers.
    private static void AssertBatches(StampedSource data, Func<int, (byte[] Pixels, int Label, float Poisoned)> want)
    {
        Normalization normalization = new([0.5, 0.5, 0.5], [0.25, 0.25, 0.25]);
        BatchLoader loader = new(
            data, AugmentationPipeline.Empty, normalization, seed: 7, new LoaderOptions { BatchSize = 32, NumWorkers = 2 });
        float[] numbers = new float[data.Shape.Bytes];
        int sample = 0;
        foreach (HostBatch batch in loader.Batches(Sampler.Sequential(data.Count), Purpose.Augmentation, epoch: 1))
        {
            using HostBatch _ = batch;
            for (int s = 0; s < batch.Count; s++, sample++)
            {
                (byte[] pixels, int label, float poisoned) = want(sample);
                normalization.Apply(pixels, numbers);
                Assert.Equal(numbers, batch.Pixels.Slice(s * numbers.Length, numbers.Length).ToArray());
                Assert.Equal((label, poisoned), ((int)batch.Labels.Span[s], batch.Poisoned.Span[s]));
            }
        }
        Assert.Equal(data.Count, sample);
    }

    private static BackdoorData Poison(string attack, double ratio, PoisonIndex? given = null)
    {
        string yaml = $"backdoor: {{poison_ratio: {ratio}, target_label: {Target}, {attack}: {{}}}}";
        Options options = new ConfigBinder([s_attacks]).Bind<Options>(ConfigDocument.Parse(yaml, "test.yaml"));
        return BackdoorData.Poison(s_train, s_test, options.Backdoor, [], Seed, given);
    }

    private static byte[] Negative(byte[] pixels) => [.. pixels.Select(b => (byte)(255 - b))];

    private static int Next(int label) => label == 9 ? 0 : label + 1;

    private static byte[] Speckles(byte[] pixels, int sample, SampleSplit split, bool shared)
    {
        if (shared)
            Speckled.Add(pixels, Rng.For(Seed, Purpose.Trigger, epoch: 2));
        Speckled.Add(pixels, Rng.For(Seed, Purpose.Trigger, epoch: split == SampleSplit.Test ? 1 : 0, sample));
        return pixels;
    }

    private sealed record Options
    {
        public required BackdoorOptions Backdoor { get; init; }
    }
}
