using Dbd.Serialization.Torch;
using Dbd.Testing;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Networks;
using Dbd.Torch.Networks.Backbones;
using Dbd.Torch.Runtime;

using TorchSharp;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Networks;

public sealed class NetworkTests
{
    [Fact]
    public void State_dict_keys_and_shapes()
    {
        using Classifier classifier = new(Backbone(64), classes: 10);
        using ContrastiveNetwork contrastive = new(Backbone(64));
        Approved.Text("StateDict.Classifier", Describe(classifier));
        Approved.Text("StateDict.ContrastiveNetwork", Describe(contrastive));
    }

    [Fact]
    public void Convolutions_are_drawn_with_the_variance_of_their_fan_out()
    {
        random.manual_seed(3);
        using ResNet18 network = Backbone(32);
        Tensor weight = network.state_dict()["layer3.1.conv2.weight"];
        Assert.Equal(Math.Sqrt(2.0 / (weight.shape[0] * 9)), weight.std().ToDouble(), 3);
        Assert.Equal(0, weight.mean().ToDouble(), 3);
    }

    [Fact]
    public void Projected_features_have_length_one()
    {
        using ContrastiveNetwork network = new(Backbone(4));
        Assert.All(network.call(rand(6, 3, 32, 32)).norm(1).Doubles(), length => Assert.Equal(1, length, 5));
    }

    [Fact]
    public void Bf16_features_are_close_to_those_of_fp32_and_float32_themselves()
    {
        random.manual_seed(5);
        using ResNet18 single = Backbone(8);
        using ResNet18 half = new(new ResNetOptions { Width = 8 }, Precision.Bf16);
        half.load_state_dict(single.state_dict());
        Tensor images = rand(4, 32, 32, 3).permute(0, 3, 1, 2);
        Tensor expected = single.call(images);
        Tensor got = half.call(images);
        Assert.Equal(ScalarType.Float32, got.dtype);
        Assert.True((got - expected).norm().ToDouble() < 0.03 * expected.norm().ToDouble());
    }

    private static ResNet18 Backbone(int width) => new(new ResNetOptions { Width = width }, Precision.Fp32);

    // In PyTorch's order, which is that of checkpoints: per module, parameters before buffers.
    private static string Describe(nn.Module network) =>
        string.Join('\n', StateDict.Tensors(ModelState.Of(network)).Select(e => $"{e.Key} {e.Value}"));
}
