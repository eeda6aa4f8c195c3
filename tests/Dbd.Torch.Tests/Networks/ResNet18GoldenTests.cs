using Dbd.Serialization.Torch;
using Dbd.Testing;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Losses;
using Dbd.Torch.Networks;
using Dbd.Torch.Networks.Backbones;
using Dbd.Torch.Optimization;
using Dbd.Torch.Runtime;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Networks;

public sealed class ResNet18GoldenTests
{
    [Theory]
    [MemberData(nameof(Golden.Rows), "resnet18_eval", MemberType = typeof(Golden))]
    public void Evaluation(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        using Classifier network = Load(golden);
        network.eval();
        Tensor features = network.FeaturesOf(golden.Tensor("x"));
        golden.Check("features", features);
        golden.Check("logits", network.LogitsOf(features));
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "resnet18_train", MemberType = typeof(Golden))]
    public void Training(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        using Classifier network = Load(golden);
        network.train();
        Tensor logits = network.call(golden.Tensor("x"));
        Tensor loss = CrossEntropy.PerSample(logits, golden.Tensor("labels")).mean();
        loss.backward();
        Dictionary<string, Tensor> state = network.state_dict();
        golden.Check("logits", logits);
        golden.Check("loss", loss);
        golden.Check("conv1_weight_grad", network.named_parameters().Single(p => p.name == "backbone.conv1.weight").parameter.grad!);
        golden.Check("bn1_running_mean", state["backbone.bn1.running_mean"]);
        golden.Check("bn1_running_var", state["backbone.bn1.running_var"]);
        golden.Check("layer4_1_bn2_running_mean", state["backbone.layer4.1.bn2.running_mean"]);
        golden.Check("layer4_1_bn2_running_var", state["backbone.layer4.1.bn2.running_var"]);
    }

    // With parameters laid in one vector and images channels-last: what training does.
    private static Classifier Load(GoldenCase golden)
    {
        ResNetOptions options = new() { Width = (int)golden.Number("base_width") };
        Classifier network = new(new ResNet18(options, Precision.Fp32), (int)golden.Number("num_classes"));
        _ = ParameterGroup.Of(network);
        string file = golden.Input("checkpoint");
        Checkpoint.LoadModel(TorchFile.Read(file), network, file);
        return network;
    }
}
