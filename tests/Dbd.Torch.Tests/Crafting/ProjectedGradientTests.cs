using Dbd.Testing;
using Dbd.Torch.Crafting;
using Dbd.Torch.Networks;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Crafting;

public sealed class ProjectedGradientTests
{
    [Theory]
    [MemberData(nameof(Golden.Rows), "pgd", MemberType = typeof(Golden))]
    public void Steps_as_the_public_implementations(string folder, string id)
    {
        using IDisposable scope = NewDisposeScope();
        GoldenCase golden = Golden.Case(folder, id);
        ProjectedGradient gradient = new(golden.Number("eps"), golden.Number("alpha"), Steps: 1);
        Tensor image = golden.Tensor("image");
        Tensor signs = golden.Tensor("signs").to(ScalarType.Float32);
        Tensor now = image;
        List<Tensor> steps = [];
        for (long i = 0; i < signs.shape[0]; i++)
            steps.Add(now = gradient.Step(now, image, signs[i]));
        golden.Check("steps", stack(steps));
        golden.Check("uint8", ProjectedGradient.ToBytes(now));
    }

    [Fact]
    public void Every_picture_is_harder_for_the_model_and_within_eps()
    {
        using IDisposable scope = NewDisposeScope();
        using Classifier network = TinyData.Classifier(width: 16);
        network.eval();
        random.manual_seed(3);
        Tensor images = rand(6, 3, 32, 32);
        Tensor labels = network.call(images).argmax(1);
        ProjectedGradient gradient = new(Eps: 0.1, Alpha: 0.02, Steps: 10);
        Tensor deceiving = gradient.Deceive(network, images, labels, x => x, TestContext.Current.CancellationToken);
        Assert.True((deceiving - images).abs().max().item<float>() <= 0.1f + 1e-6f);
        Assert.True(deceiving.min().item<float>() >= 0 && deceiving.max().item<float>() <= 1);
        Assert.All(Losses(deceiving).Zip(Losses(images)), l => Assert.True(l.First > l.Second + 1e-4, $"{l.First} after {l.Second}"));

        double[] Losses(Tensor pictures) =>
            nn.functional.cross_entropy(network.call(pictures), labels, reduction: nn.Reduction.None).Doubles();
    }
}
