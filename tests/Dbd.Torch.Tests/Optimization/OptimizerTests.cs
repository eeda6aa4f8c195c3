using Dbd.Torch.Networks;
using Dbd.Torch.Networks.Backbones;
using Dbd.Torch.Optimization;
using Dbd.Torch.Optimization.Optimizers;
using Dbd.Torch.Optimization.Schedules;
using Dbd.Torch.Runtime;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Optimization;

public sealed class OptimizerTests
{
    [Fact]
    public void Parameters_keep_their_values_and_shapes_when_laid_in_one_vector()
    {
        using Classifier network = SmallClassifier();
        Dictionary<string, double[]> before = network.named_parameters().ToDictionary(p => p.name, p => p.parameter.Doubles());
        IReadOnlyList<ParameterGroup> groups = ParameterGroup.Of(network);
        Assert.Equal(["backbone", "linear"], groups.Select(g => g.Name));
        Assert.All(network.named_parameters(), p => Assert.Equal(before[p.name], p.parameter.Doubles()));
        Assert.Equal(before.Values.Sum(v => v.Length), groups.Sum(g => g.Values.numel()));
    }

    [Fact]
    public void A_part_without_gradient_is_left_alone_and_counts_no_step()
    {
        using Classifier network = SmallClassifier();
        using Optimizer optimizer = new AdamOptions { Lr = 0.1, WeightDecay = 0.1 }.Create(ParameterGroup.Of(network));
        double[] backbone = optimizer.Groups[0].Values.Doubles();
        double[] linear = optimizer.Groups[1].Values.Doubles();

        network.LogitsOf(rand(4, 32)).sum().backward();
        optimizer.Step(0.1);

        Assert.Equal(backbone, optimizer.Groups[0].Values.Doubles());
        Assert.NotEqual(linear, optimizer.Groups[1].Values.Doubles());
        Assert.Equal([0, 1], optimizer.Groups.Select(g => optimizer.State(g).Steps));
    }

    [Fact]
    public void Gradients_are_forgotten_after_a_step()
    {
        using Classifier network = SmallClassifier();
        using Optimizer optimizer = new SgdOptions { Lr = 0.1 }.Create(ParameterGroup.Of(network));
        network.call(rand(2, 3, 32, 32)).sum().backward();
        optimizer.Step(0.1);
        Assert.All(network.parameters(), p => Assert.Null(p.grad));
    }

    [Fact]
    public void A_milestone_that_stands_twice_counts_twice()
    {
        LearningRate rate = new MultiStepOptions { Milestones = [2, 2] }.Create(1);
        Assert.Equal([1, 1, 0.01], [rate(0), rate(1), Math.Round(rate(2), 9)]);
    }

    private static Classifier SmallClassifier() => new(new ResNet18(new ResNetOptions { Width = 4 }, Precision.Fp32), classes: 10);
}
