using Dbd.Testing;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Deployment;
using Dbd.Torch.Networks;
using Dbd.Torch.Optimization;
using Dbd.Torch.Runtime;
using Dbd.Torch.Tests.Deployment;

using TorchSharp.Modules;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Networks;

/// <summary>Networks beside those of PyTorch and torchvision with the same weights, which are loaded as their authors would publish
/// them.</summary>
public sealed class NetworkGoldenTests
{
    private const int Classes = 10;

    [Theory]
    [MemberData(nameof(Golden.Rows), "network_names", MemberType = typeof(Golden))]
    public void Names_and_shapes_of_weights(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        (Backbone backbone, Classifier network) = Build(golden);
        using (network)
        {
            Assert.Equal(
                File.ReadAllLines(golden.Output()).Order(StringComparer.Ordinal),
                network.state_dict()
                    .Select(e => $"{MadeWeights.NameIn(backbone, e.Key)} [{string.Join(", ", e.Value.shape)}]")
                    .Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "network", MemberType = typeof(Golden))]
    public void Logits_gradients_statistics_and_ONNX_Runtimes_logits(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        bool training = golden.Params.GetProperty("training").GetBoolean();
        (Backbone backbone, Classifier network) = Build(golden);
        using Classifier owned = network;
        _ = ParameterGroup.Of(network);
        Checkpoint.LoadModel(MadeWeights.Published(network, backbone), network, id);
        network.train(training);
        foreach (Dropout dropout in network.modules().OfType<Dropout>())
            dropout.eval();

        Tensor logits = network.call(Images(golden));
        (logits * MadeWeights.Tensor("loss", 1, logits.shape)).sum().backward();

        golden.Check("logits", logits);
        CheckRows(
            golden, "gradients", golden.Number("gradient_tolerance"),
            network.named_parameters().Select(p => (Name(p.name), p.parameter.grad!)));
        if (training)
            CheckRows(golden, "statistics", golden.Tolerance, network.named_buffers().Select(b => (Name(b.name), b.buffer)));
        else
            CheckOnnx(golden, network);

        string Name(string name) => MadeWeights.NameIn(backbone, name);
    }

    private static void CheckOnnx(GoldenCase golden, Classifier network)
    {
        using TempFolder temp = new();
        OnnxExport.Write(temp.File("model.onnx"), network, Description(golden));
        using OnnxImageClassifier onnx = OnnxImageClassifier.Open(temp.File("model.onnx"));
        float[] logits = onnx.Logits(Images(golden).contiguous().data<float>().ToArray(), (int)golden.Number("batch"));
        golden.Check(GoldenArray.Read(golden.Output("logits")).ToDoubles(), Array.ConvertAll(logits, l => (double)l));
    }

    private static (Backbone, Classifier) Build(GoldenCase golden)
    {
        Backbone backbone = Description(golden).Network.Create()(Precision.Fp32);
        return (backbone, new Classifier(backbone, Classes));
    }

    private static ModelDescription Description(GoldenCase golden) => Models.Describe(
        golden.Params.GetProperty("network").GetString()!,
        golden.Params.TryGetProperty("size", out var size) ? $"{size}" : "32", mean: "0, 0, 0", std: "1, 1, 1");

    // Channels-last, as a loader gives them.
    private static Tensor Images(GoldenCase golden)
    {
        (long batch, long size) = ((long)golden.Number("batch"), (long)golden.Number("size"));
        string name = golden.Params.GetProperty("images").GetString()!;
        return MadeWeights.Tensor(name, 3, batch, 3, size, size).permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
    }

    // A row is a tensor's norm and its product with random numbers; both are compared in units of its norm.
    private static void CheckRows(
        GoldenCase golden, string output, double tolerance, IEnumerable<(string Name, Tensor Value)> tensors)
    {
        double[] want = GoldenArray.Read(golden.Output(output)).ToDoubles();
        (string Name, Tensor Value)[] all =
            [.. tensors.Where(t => !t.Name.EndsWith("num_batches_tracked")).OrderBy(t => t.Name, StringComparer.Ordinal)];
        Assert.Equal(want.Length, 2 * all.Length);
        double largest = want.Where((_, i) => i % 2 == 0).Max();
        for (int i = 0; i < all.Length; i++)
        {
            double[] values = all[i].Value.Doubles();
            double[] probe = MadeWeights.Numbers($"{all[i].Name}.probe", values.Length);
            double norm = Math.Sqrt(values.Sum(v => v * v));
            double product = Math.Sqrt(12) * values.Zip(probe, (v, p) => v * p).Sum();
            // A bias before BatchNorm has no gradient.
            double unit = want[2 * i] < 1e-6 * largest ? 0.1 * largest : want[2 * i];
            double difference = Math.Max(Math.Abs(norm - want[2 * i]), Math.Abs(product - want[2 * i + 1])) / unit;
            Assert.True(
                difference <= tolerance,
                $"{golden.Id}, {output}: {all[i].Name} is ({norm}, {product}), not ({want[2 * i]}, {want[2 * i + 1]}).");
        }
    }
}
