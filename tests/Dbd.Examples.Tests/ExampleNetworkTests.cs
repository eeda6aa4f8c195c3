using Dbd.Data.Synthesis;
using Dbd.Imaging;
using Dbd.Testing;
using Dbd.Torch.Deployment;

using Xunit;

namespace Dbd.Examples.Tests;

/// <summary>The network of the guide, added without a change of any file of <c>src</c>.</summary>
public sealed class ExampleNetworkTests : IDisposable
{
    private readonly ExampleRuns _runs = new();

    [Fact]
    public void The_guide_shows_the_code_that_is_run_here() => Assert.Contains(
        File.ReadAllText(RepositoryRoot.File("tests", "Dbd.Examples.Tests", "Plain", "PlainNetwork.cs")),
        File.ReadAllText(RepositoryRoot.File("docs", "adding-a-network.md")),
        StringComparison.Ordinal);

    [Fact]
    public void It_is_listed_trained_and_exported()
    {
        Assert.Contains("plain_cnn", ExampleRuns.Run("list"), StringComparison.Ordinal);
        ExampleRuns.Run("supervise", "--config", _runs.Supervise, "--gpu", "cpu", "--set", "network={plain_cnn: {width: 8}}");
        string checkpoint = _runs.File("storage/tiny/supervise/badnets/checkpoint/latest_model.pt");
        ExampleRuns.Run("export", checkpoint, "--out", _runs.File("model.onnx"));

        using TorchImageClassifier ours = new(CheckpointModel.Read(checkpoint));
        using OnnxImageClassifier onnx = OnnxImageClassifier.Open(_runs.File("model.onnx"));
        PixelBuffer picture = new(Synthetic.Shape, new byte[Synthetic.Shape.Bytes]);
        Synthetic.Generate(1, SyntheticSplit.Test, 1).Read(0, picture.Pixels);
        PixelBuffer[] pictures = [picture];
        Assert.All(ours.Logits(pictures).Zip(onnx.Logits(pictures)), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    public void Dispose() => _runs.Dispose();
}
