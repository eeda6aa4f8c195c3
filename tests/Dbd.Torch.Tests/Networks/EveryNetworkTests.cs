using Dbd.Configuration;
using Dbd.Serialization.Pickling;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Runtime;
using Dbd.Torch.Tests.Deployment;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Networks;

public sealed class EveryNetworkTests
{
    [Theory]
    [MemberData(nameof(SmallNetworks.All), MemberType = typeof(SmallNetworks))]
    public void Steps_of_training_lower_the_loss_in_either_precision(string network)
    {
        foreach (Precision precision in (Precision[])[Precision.Fp32, Precision.Bf16])
        {
            random.manual_seed(3);
            using Classifier classifier = new(Models.Describe(network).Network.Create()(precision), classes: 10);
            Tensor images = randn(16, 32, 32, 3).permute(0, 3, 1, 2);
            Tensor labels = arange(16, ScalarType.Int64) % 10;
            double[] losses = [.. Enumerable.Range(0, 12).Select(_ => Step(classifier, images, labels))];
            Assert.All(losses, loss => Assert.True(double.IsFinite(loss)));
            Assert.True(losses[^3..].Average() < losses[..3].Average(), $"{precision}: {string.Join(" ", losses)}");
            Assert.All(classifier.parameters(), p => Assert.NotNull(p.grad));
        }
    }

    [Theory]
    [MemberData(nameof(SmallNetworks.All), MemberType = typeof(SmallNetworks))]
    public void Features_are_as_many_as_it_says_and_nothing_of_a_pass_stays(string network)
    {
        using Backbone backbone = Models.Describe(network).Network.Create()(Precision.Fp32);
        backbone.eval();
        TensorLeaks.None(() =>
        {
            using IDisposable scope = NewDisposeScope();
            using IDisposable _ = no_grad();
            Assert.Equal([2, backbone.Features], backbone.call(zeros(2, 3, 40, 48)).shape);
        });
    }

    [Theory]
    [MemberData(nameof(SmallNetworks.All), MemberType = typeof(SmallNetworks))]
    public void It_takes_pictures_of_its_least_size_and_says_which_that_is(string network)
    {
        using Backbone backbone = Models.Describe(network).Network.Create()(Precision.Fp32);
        backbone.eval();
        (int least, string name) = (backbone.LeastSize, network[..network.IndexOf(':')]);
        Assert.Equal([1, backbone.Features], backbone.call(zeros(1, 3, least, least)).shape);
        if (least == 1)
            return;
        ConfigException refused = Assert.Throws<ConfigException>(() => backbone.call(zeros(1, 3, least + 9, least - 1)));
        Assert.Equal($"{name} takes pictures of {least}x{least} and larger; these are {least + 9}x{least - 1}.", refused.Problem);
        refused = Assert.Throws<ConfigException>(() => Models.Describe(network, size: $"{least - 1}").Build());
        Assert.StartsWith("a test:1: network.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resnet18: {width: 4}", "fc", "state_dict")]
    [InlineData("mobilenet_v2: {width_mult: 0.2}", "classifier.1", "model")]
    [InlineData("preact_resnet18: {width: 4}", "linear", "net")]
    [InlineData("resnet50: {width: 4}", "fc", null)]
    public void Published_weights_load_with_their_own_names(string config, string linear, string? entry)
    {
        Backbone backbone = Models.Describe(config).Network.Create()(Precision.Fp32);
        using Classifier network = new(backbone, classes: 10);
        PyDict published = MadeWeights.Published(network, backbone);
        Assert.True(published.Contains($"{linear}.weight"));
        PyDict file = entry is null ? published : new PyDict { [entry] = published, ["epoch"] = 3L };

        Checkpoint.LoadModel(file, network, "f.pth");
        Dictionary<string, Tensor> state = network.state_dict();
        AssertLoaded($"{linear}.weight", "linear.weight");
        AssertLoaded("conv1.weight", "backbone.conv1.weight");
        AssertLoaded("features.18.1.running_var", "backbone.features.18.1.running_var");
        Assert.Equal(Checkpoint.None, Checkpoint.Of(file, "f.pth"));

        published["more"] = published[$"{linear}.bias"];
        DbdException refused = Assert.Throws<DbdException>(() => Checkpoint.LoadModel(file, network, "f.pth"));
        Assert.Contains("it has backbone.more, which the network has not", refused.Message, StringComparison.Ordinal);

        void AssertLoaded(string published, string ours)
        {
            if (state.TryGetValue(ours, out Tensor? got))
                Assert.Equal(MadeWeights.Made(published, got.shape).As<float>().ToArray(), got.data<float>().ToArray());
        }
    }

    private static double Step(Classifier network, Tensor images, Tensor labels)
    {
        network.zero_grad();
        Tensor loss = CrossEntropy.PerSample(network.call(images), labels).mean();
        loss.backward();
        using IDisposable _ = no_grad();
        foreach (TorchSharp.Modules.Parameter parameter in network.parameters())
            parameter.sub_(parameter.grad! * 0.02);
        return loss.Doubles()[0];
    }
}
