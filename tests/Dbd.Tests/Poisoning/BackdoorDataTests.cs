using Dbd.Augmentation;
using Dbd.Configuration;
using Dbd.Data;
using Dbd.Data.Synthesis;
using Dbd.Imaging;
using Dbd.Poisoning;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Poisoning;

public sealed class BackdoorDataTests
{
    private static readonly IImageSource s_train = Synthetic.Generate(1, SyntheticSplit.Train, 60);
    private static readonly IImageSource s_test = Synthetic.Generate(1, SyntheticSplit.Test, 20);

    [Fact]
    public void Training_samples_are_those_that_the_seed_draws()
    {
        BackdoorData data = Poison("");
        Assert.Equal(PoisonIndex.Draw(100, 0.3, 3, Labels(s_train)).Hash, data.Index.Hash);
        Assert.Equal(data.Index.Indices, Enumerable.Range(0, 60).Where(data.Train.IsPoisoned));
    }

    [Fact]
    public void The_clean_test_set_has_no_trigger_and_the_other_has_it_on_all_but_the_target_class()
    {
        BackdoorData data = Poison("");
        Assert.DoesNotContain(Enumerable.Range(0, 20), data.CleanTest.IsPoisoned);
        Assert.Equal(
            Enumerable.Range(0, 20).Where(i => s_test.Label(i) != 3), Enumerable.Range(0, 20).Where(data.PoisonedTest!.IsPoisoned));
        Assert.All(Labels(data.PoisonedTest!), label => Assert.Equal(3, label));
    }

    [Fact]
    public void Without_poisoned_training_the_tests_keep_their_trigger()
    {
        BackdoorData data = Poison("poison_training: false");
        Assert.Equal(0, data.Index.Poisoned);
        Assert.Equal(Labels(s_train), Labels(data.Train));
        Assert.NotEqual(0, Enumerable.Range(0, 20).Count(data.PoisonedTest!.IsPoisoned));
    }

    [Fact]
    public void Steps_before_the_trigger_change_every_picture_and_the_trigger_comes_on_top()
    {
        BackdoorData data = Poison("", "pre: {center_crop: {size: 32}, resize: {size: 32}}");
        int poisoned = data.Index.Indices[0];
        Assert.Equal([180, 249, 112], data.Train.Read(poisoned).AsSpan((4 * 32 + 4) * 3, 3).ToArray());
        Assert.Equal(new ImageShape(32, 32), data.Train.Shape);
    }

    [Fact]
    public void A_trigger_that_does_not_fit_is_told_with_its_place()
    {
        ConfigException e = Assert.Throws<ConfigException>(() => Poison("", "pre: {resize: {size: 16}}"));
        Assert.Equal(("test.yaml", "backdoor.badnets.trigger_path"), (e.Location.File, e.Location.Key));
        Assert.Contains("32x32 pixels, but the data set's pictures are 16x16", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_as_they_are_are_unchanged_and_no_attack_is_known()
    {
        BackdoorData data = BackdoorData.AsTheyAre(new DatasetSplit(s_train, s_test, []), []);
        Assert.False(data.IsAttackKnown);
        Assert.Null(data.PoisonedTest);
        Assert.Equal(PoisonIndex.None(s_train.Count).Hash, data.Index.Hash);
        for (int i = 0; i < s_train.Count; i++)
            Assert.True(
                s_train.Label(i) == data.Train.Label(i) && s_train.Read(i).SequenceEqual(data.Train.Read(i)) && !data.Train.IsPoisoned(i));
    }

    [Fact]
    public void Data_that_came_poisoned_are_unchanged_and_metrics_know_the_truth()
    {
        int[] given = Labels(s_train);
        int[] before = [.. given];
        before[4] = (given[4] + 1) % s_train.ClassNames.Count;
        Subset triggered = new(s_test, [3, 1]);
        PoisonTruth truth = new([4], [7], before) { PoisonedTest = triggered, PoisonedTestLabels = [9, 8] };
        BackdoorData data = BackdoorData.AsTheyAre(new DatasetSplit(s_train, s_test, []) { Truth = truth }, []);
        Assert.True(data.IsAttackKnown);
        Assert.Equal([4], data.Index.Indices);
        Assert.Equal([7], data.Index.Covers);
        Assert.Equal((given[4], before[4]), (data.Train.Label(4), data.Train.Clean.Label(4)));
        Assert.Equal([s_test.Label(3), s_test.Label(1)], Labels(data.PoisonedTest!));
        Assert.Equal([9, 8], Labels(data.PoisonedTest!.Clean));
        Assert.True(data.PoisonedTest.IsPoisoned(0) && data.PoisonedTest.IsPoisoned(1));
        Assert.Equal(s_train.Read(4), data.Train.Read(4));
        Assert.Equal(s_test.Read(3), data.PoisonedTest.Read(0));
    }

    private static BackdoorData Poison(string more, string pre = "pre: {}")
    {
        string yaml = $$"""
            backdoor:
              poison_ratio: 0.3
              target_label: 3
              badnets: {trigger_path: "{{RepositoryRoot.File("data", "trigger", "badnets_2x2.png")}}"}
              {{more}}
            {{pre}}
            """;
        Options options = new ConfigBinder([.. DataCatalog.All]).Bind<Options>(ConfigDocument.Parse(yaml, "test.yaml"));
        return BackdoorData.Poison(s_train, s_test, options.Backdoor, options.Pre, seed: 100, given: null);
    }

    private static int[] Labels(IImageSource data) => [.. Enumerable.Range(0, data.Count).Select(data.Label)];

    private sealed record Options
    {
        public required BackdoorOptions Backdoor { get; init; }

        public IReadOnlyList<Choice<IAugmentation>> Pre { get; init; } = [];
    }
}
