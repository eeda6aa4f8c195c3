using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Optimization.Optimizers;
using Dbd.Torch.Runtime;
using Dbd.Torch.Stages.MixMatch;
using Dbd.Torch.Tests.Training;

using Xunit;

namespace Dbd.Torch.Tests.Stages.MixMatch;

public sealed class LinearHeadTests
{
    [Fact]
    public void The_backbone_keeps_its_parameters_to_the_bit_while_its_BatchNorm_statistics_move()
    {
        Classifier network = TinyData.Classifier();
        using OneBatch training = new(network, new AdamOptions { Lr = 0.01, WeightDecay = 0.1 });
        Dictionary<string, double[]> before = State(network);
        training.Losses(3, new LinearHead(network, CrossEntropy.PerSample, Compute.OnCpu), () => TinyData.Batch());
        Dictionary<string, double[]> after = State(network);

        string[] moved = [.. before.Keys.Where(name => !before[name].AsSpan().SequenceEqual(after[name]))];
        string[] statistics = [.. before.Keys.Where(n => n.Contains("running_") || n.EndsWith("num_batches_tracked"))];
        Assert.Equal(new HashSet<string>([.. statistics, "linear.weight", "linear.bias"]), new HashSet<string>(moved));
    }

    private static Dictionary<string, double[]> State(Classifier network) =>
        network.state_dict().ToDictionary(e => e.Key, e => e.Value.Doubles());
}
