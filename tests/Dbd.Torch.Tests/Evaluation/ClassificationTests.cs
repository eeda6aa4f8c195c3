using Dbd.Batching;
using Dbd.Embedding;
using Dbd.Poisoning;
using Dbd.Runs;
using Dbd.Torch.Evaluation;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Runtime;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Evaluation;

public sealed class ClassificationTests : IDisposable
{
    private readonly Classifier _network = TinyData.Classifier(width: 2);
    private readonly StampedSource _data = TinyData.Poisoned(count: 22);

    [Theory]
    [InlineData(5)]
    [InlineData(22)]
    [InlineData(100)]
    public void Means_are_exact_over_samples_whatever_the_batch(int batchSize)
    {
        MetricGroup test = Classification().Test("clean_test", Loader(batchSize), Sampler.Sequential(22));
        MetricGroup one = Classification().Test("clean_test", Loader(batchSize: 1), Sampler.Sequential(22));
        Assert.Equal(one["loss"], test["loss"], 5);
        Assert.Equal(one["acc"], test["acc"]);
    }

    [Fact]
    public void Only_the_given_samples_count()
    {
        MetricGroup some = Classification().Test("g", Loader(4), [3, 4, 7]);
        double[] each = [.. new[] { 3, 4, 7 }.Select(i => Classification().Test("g", Loader(4), [i])["acc"])];
        Assert.Equal(each.Average(), some["acc"], 9);
    }

    [Fact]
    public void A_sample_has_its_loss_under_the_training_augmentation_in_file_order()
    {
        float[] losses = Classification().SampleLosses(Loader(5), epoch: 3);
        Assert.Equal(22, losses.Length);
        Assert.Equal(losses, Classification().SampleLosses(Loader(5, workers: 3), epoch: 3));
        Assert.NotEqual(losses, Classification().SampleLosses(Loader(5), epoch: 4));
    }

    [Fact]
    public void Judgements_agree_with_the_losses_and_with_the_accuracy()
    {
        int[] samples = [7, 3, 21];
        SampleJudgements judged = Classification().Judge(Loader(2), samples);
        MetricGroup test = Classification().Test("g", Loader(2), samples);
        Assert.Equal(test["loss"], judged.Losses.Average(), 5);
        Assert.Equal(test["acc"], samples.Zip(judged.Believed).Average(s => s.First is var i && _data.Label(i) == s.Second ? 1.0 : 0), 9);
        // Of cross entropy, the loss is - log of the label's probability.
        Assert.All(judged.Losses.Zip(judged.LabelProbabilities), p => Assert.Equal(p.First, -Math.Log(p.Second), 4));
    }

    [Fact]
    public void Features_are_those_that_the_linear_layer_gets()
    {
        FeatureTable features = Classification().Features(Loader(5), Sampler.Sequential(22));
        SampleJudgements judged = Classification().Judge(Loader(5), Sampler.Sequential(22));
        Assert.Equal((22, 16), (features.Rows, features.Columns));
        using Tensor rows = tensor(Enumerable.Range(0, 22).SelectMany(i => features.Row(i).ToArray()).ToArray()).reshape(22, 16);
        using Tensor believed = _network.LogitsOf(rows).argmax(1);
        Assert.Equal(judged.Believed, believed.data<long>().ToArray().Select(b => (int)b));
    }

    [Fact]
    public void Judgements_and_features_of_one_pass_are_those_of_two()
    {
        int[] samples = Sampler.Sequential(22);
        (SampleJudgements judged, FeatureTable features) = Classification().JudgeWithFeatures(Loader(5), samples);
        SampleJudgements alone = Classification().Judge(Loader(5), samples);
        FeatureTable featuresAlone = Classification().Features(Loader(5), samples);
        Assert.Equal(alone.Losses, judged.Losses);
        Assert.Equal(alone.Believed, judged.Believed);
        Assert.Equal(alone.LabelProbabilities, judged.LabelProbabilities);
        Assert.Equal(alone.Confidences, judged.Confidences);
        Assert.All(samples, i => Assert.Equal(featuresAlone.Row(i).ToArray(), features.Row(i).ToArray()));
        TensorLeaks.None(() => Classification().JudgeWithFeatures(Loader(5), samples));
    }

    [Fact]
    public void Evaluation_moves_no_BatchNorm_statistics()
    {
        Classification().SampleLosses(Loader(5), epoch: 1);
        Assert.Equal([0.0], _network.state_dict()["backbone.bn1.num_batches_tracked"].Doubles());
    }

    [Fact]
    public void No_pass_leaves_a_tensor()
    {
        TensorLeaks.None(() => Classification().Test("clean_test", Loader(5), Sampler.Sequential(22)));
        TensorLeaks.None(() => Classification().SampleLosses(Loader(5), epoch: 1));
        TensorLeaks.None(() => Classification().Judge(Loader(5), Sampler.Sequential(22)));
        TensorLeaks.None(() => Classification().Features(Loader(5), Sampler.Sequential(22)));
    }

    [Theory]
    [InlineData("linear.bias", float.NaN)]
    [InlineData("linear.bias", float.NegativeInfinity)]
    [InlineData("backbone.bn1.running_var", -1f)]
    public void What_is_no_finite_number_is_no_answer(string weight, float value)
    {
        using (no_grad())
            _network.state_dict()[weight].fill_(value);
        Action[] passes =
        [
            () => Classification().Test("clean_test", Loader(5), Sampler.Sequential(22)),
            () => Classification().SampleLosses(Loader(5), epoch: 1),
            () => Classification().Judge(Loader(5), Sampler.Sequential(22)),
        ];
        Assert.All(passes, pass => Assert.Contains(
            "is no finite number, which is no answer", Assert.Throws<DbdException>(pass).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Features_that_are_no_finite_numbers_are_no_answer()
    {
        using (no_grad())
            _network.state_dict()["backbone.bn1.bias"].fill_(float.NaN);
        Assert.Throws<DbdException>(() => Classification().Features(Loader(5), Sampler.Sequential(22)));
    }

    [Fact]
    public void A_cancelled_pass_stops()
    {
        Classification classification = new(_network, CrossEntropy.PerSample, Compute.OnCpu, new CancellationToken(canceled: true));
        Assert.Throws<OperationCanceledException>(() => classification.SampleLosses(Loader(5), epoch: 1));
    }

    [Fact]
    public void The_attack_success_rate_is_over_triggered_samples_only()
    {
        BackdoorEvaluation evaluation = new(Classification(), Loader(5), Loader(5));
        IReadOnlyList<MetricGroup> both = evaluation.Run();
        int[] triggered = [.. Sampler.Sequential(22).Where(_data.IsPoisoned)];
        Assert.Equal(Classification().Test("poison_test", Loader(5), triggered).Readings, both[1].Readings);
    }

    public void Dispose() => _network.Dispose();

    private Classification Classification() => new(_network, CrossEntropy.PerSample, Compute.OnCpu, CancellationToken.None);

    private BatchLoader Loader(int batchSize, int workers = 0) => TinyData.Loader(_data, batchSize, workers);
}
