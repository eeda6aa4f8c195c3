using Dbd.Attacks;
using Dbd.Attacks.BadNets;
using Dbd.Augmentation;
using Dbd.Batching;
using Dbd.Data;
using Dbd.Data.Synthesis;
using Dbd.Imaging;
using Dbd.Poisoning;
using Dbd.Runs;
using Dbd.Torch.Evaluation;
using Dbd.Torch.Losses;
using Dbd.Torch.Runtime;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Evaluation;

/// <summary>Of a made-up model whose answer is the remainder of the sum of a picture's bytes, so that every share can be counted.</summary>
public sealed class BackdoorEvaluationTests : IDisposable
{
    private const int Count = 60;
    private const int Target = 2;

    private static readonly IImageSource s_clean = Synthetic.Generate(seed: 3, SyntheticSplit.Test, Count);

    private readonly ByteSum _network = new();

    [Fact]
    public void Robust_accuracy_is_over_the_images_with_trigger_and_by_their_true_labels()
    {
        StampedSource poisoned = Stamped(AllToOne.Policy);
        MetricGroup[] tests = Run(poisoned);
        int[] others = [.. Enumerable.Range(0, Count).Where(i => s_clean.Label(i) != Target)];
        Assert.Equal(["clean_test", "poison_test", "robust_test"], tests.Select(t => t.Name));
        Assert.Equal(others.Average(i => Answer(poisoned, i) == Target ? 1.0 : 0), tests[1]["acc"], 9);
        Assert.Equal(others.Average(i => Answer(poisoned, i) == s_clean.Label(i) ? 1.0 : 0), tests[2]["acc"], 9);
        Assert.InRange(tests[2]["acc"], 0.01, 0.99);
    }

    [Fact]
    public void Target_recall_is_over_the_clean_images_of_the_target_class()
    {
        StampedSource clean = StampedSource.AsItIs(s_clean);
        int[] ofTarget = [.. Enumerable.Range(0, Count).Where(i => s_clean.Label(i) == Target)];
        double expected = ofTarget.Average(i => Answer(clean, i) == Target ? 1.0 : 0);
        Assert.InRange(expected, 0.01, 0.99);
        Assert.Equal(expected, Run(Stamped(AllToOne.Policy))[2]["target recall"], 9);
    }

    [Fact]
    public void Of_an_attack_with_many_targets_there_is_no_target_recall()
    {
        StampedSource poisoned = Stamped(new AllToAll());
        MetricGroup robust = Run(poisoned)[2];
        Assert.Equal(["acc"], robust.Readings.Select(r => r.Name));
        Assert.Equal(Enumerable.Range(0, Count).Average(i => Answer(poisoned, i) == s_clean.Label(i) ? 1.0 : 0), robust["acc"], 9);
    }

    [Fact]
    public void The_tests_of_the_reference_have_its_columns_and_every_image_is_seen_once()
    {
        StampedSource poisoned = Stamped(AllToOne.Policy);
        MetricGroup[] tests = Run(poisoned);
        Assert.All(tests[..2], t => Assert.Equal(["loss", "acc"], t.Readings.Select(r => r.Name)));
        Assert.Equal(Count + Enumerable.Range(0, Count).Count(poisoned.IsPoisoned), _network.Seen);
    }

    [Fact]
    public void Without_a_known_attack_there_is_BA_alone()
    {
        BackdoorEvaluation evaluation = new(Classification(), Loader(StampedSource.AsItIs(s_clean)), null);
        Assert.Equal(["clean_test"], evaluation.Run().Select(t => t.Name));
    }

    [Fact]
    public void A_test_set_without_any_image_to_attack_is_refused()
    {
        StampedSource none = StampedSource.AsItIs(s_clean);
        DbdException refused = Assert.Throws<DbdException>(() => new BackdoorEvaluation(Classification(), Loader(none), Loader(none)));
        Assert.StartsWith(
            "None of the 60 test images is one that this attack is tested on, so there is no ASR.",
            refused.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void No_pass_leaves_a_tensor() => TensorLeaks.None(() => Run(Stamped(AllToOne.Policy)));

    public void Dispose() => _network.Dispose();

    private static StampedSource Stamped(IPoisonPolicy policy)
    {
        PoisonPlan plan = policy.TestPopulation(s_clean.Labels(), new AttackGoal(0.1, Target, s_clean.ClassNames.Count, Seed: 1));
        byte[] square = new byte[s_clean.Shape.Bytes];
        square.AsSpan(0, 9).Fill(255);
        return new StampedSource(s_clean, plan, new BadNetsAttack(new PixelBuffer(s_clean.Shape, square)), SampleSplit.Test, seed: 1);
    }

    // What the network says, from the bytes.
    private static int Answer(StampedSource data, int sample) => data.Read(sample).Sum(value => value) % ByteSum.Answers;

    private MetricGroup[] Run(StampedSource poisoned) =>
        [.. new BackdoorEvaluation(Classification(), Loader(StampedSource.AsItIs(s_clean)), Loader(poisoned)).Run()];

    private Classification Classification() => new(_network, CrossEntropy.PerSample, Compute.OnCpu, CancellationToken.None);

    private static BatchLoader Loader(StampedSource data) => new(
        data,
        new AugmentationPipeline([]),
        new Normalization([0, 0, 0], [1, 1, 1]),
        seed: 7,
        new LoaderOptions { BatchSize = 7, NumWorkers = 0 });

    private sealed class ByteSum() : nn.Module<Tensor, Tensor>(nameof(ByteSum))
    {
        public const int Answers = 3;

        public int Seen { get; private set; }

        public override Tensor forward(Tensor images)
        {
            Seen += (int)images.shape[0];
            Tensor sums = images.mul(255).round().sum([1, 2, 3]).to(ScalarType.Int64);
            return nn.functional.one_hot(sums.remainder(Answers), 10).to(ScalarType.Float32);
        }
    }
}
