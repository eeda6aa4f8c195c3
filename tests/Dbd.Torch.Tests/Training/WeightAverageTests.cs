using Dbd.Torch.Networks;
using Dbd.Torch.Training;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Training;

public sealed class WeightAverageTests : IDisposable
{
    private const double Decay = 0.75;

    private readonly Classifier _network = TinyData.Classifier(width: 2);
    private readonly Classifier _averaged = TinyData.Classifier(width: 2);
    private readonly WeightAverage _average;

    public WeightAverageTests() => _average = new WeightAverage(_network, _averaged, Decay);

    [Theory]
    [InlineData("linear.weight")]
    [InlineData("backbone.layer2.0.bn1.running_var")]
    public void Every_step_moves_the_average_by_the_same_share_of_the_way(string name)
    {
        _average.Restart();
        double expected = Value(_network, name);
        foreach (double value in (double[])[3, -1, 8])
        {
            Fill(_network, name, value);
            _average.Follow();
            expected = Decay * expected + (1 - Decay) * value;
            Assert.Equal(expected, Value(_averaged, name), 1e-5);
        }
    }

    [Fact]
    public void Counts_are_copied()
    {
        Fill(_network, "backbone.bn1.num_batches_tracked", 41);
        _average.Follow();
        Assert.Equal(41, Value(_averaged, "backbone.bn1.num_batches_tracked"));
    }

    [Fact]
    public void Restarted_it_is_what_the_network_is_and_stays_when_the_network_goes_on()
    {
        Fill(_network, "linear.bias", 2.5);
        _average.Restart();
        Fill(_network, "linear.bias", 7);
        Assert.Equal(2.5, Value(_averaged, "linear.bias"));
    }

    [Fact]
    public void Following_leaves_no_tensor() => TensorLeaks.None(() =>
    {
        _average.Restart();
        _average.Follow();
    });

    public void Dispose()
    {
        _network.Dispose();
        _averaged.Dispose();
    }

    private static double Value(nn.Module network, string name) => network.state_dict()[name].Doubles()[0];

    private static void Fill(nn.Module network, string name, double value)
    {
        using IDisposable _ = no_grad();
        network.state_dict()[name].fill_(value);
    }
}
