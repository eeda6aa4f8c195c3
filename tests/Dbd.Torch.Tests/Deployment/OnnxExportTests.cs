using Dbd.Imaging;
using Dbd.Testing;
using Dbd.Torch.Deployment;
using Dbd.Torch.Networks;
using Dbd.Torch.Tests.Networks;

using Microsoft.ML.OnnxRuntime;

using Onnx;

using Xunit;

namespace Dbd.Torch.Tests.Deployment;

public sealed class OnnxExportTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string File => _folder.File("model.onnx");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("resnet18_cifar: {width: 1}", "32")]
    [InlineData("resnet18_cifar: {width: 5}", "32")]
    [InlineData("resnet18_cifar: {width: 16}", "[32, 32]")]
    public void ONNX_Runtime_gives_our_logits_for_pictures_of_CIFAR_10(string network, string size)
    {
        ModelDescription description = Models.Describe(network, size);
        using TorchImageClassifier ours = new(new CheckpointModel(Models.Trained(description), description, "a test"));
        AssertSameLogits(ours, description);
    }

    [Theory]
    [MemberData(nameof(SmallNetworks.All), MemberType = typeof(SmallNetworks))]
    public void Every_network_can_be_exported(string network)
    {
        ModelDescription description = Models.Describe(network);
        using TorchImageClassifier ours = new(new CheckpointModel(Models.Trained(description), description, "a test"));
        AssertSameLogits(ours, description);
    }

    [Theory]
    [InlineData(float.NaN, "linear.weight", "linear.weight")]
    [InlineData(float.PositiveInfinity, "linear.bias", "linear.bias")]
    [InlineData(-1f, "backbone.bn1.running_var", "backbone.conv1.weight")]   // Of a deviation there is a root.
    public void A_model_that_holds_no_numbers_is_not_exported(float value, string weight, string told)
    {
        ModelDescription description = Models.Describe();
        using Classifier network = Models.Trained(description);
        using (TorchSharp.torch.no_grad())
            network.state_dict()[weight].fill_(value);
        DbdException refused = Assert.Throws<DbdException>(() => OnnxExport.Write(File, network, description));
        Assert.StartsWith(
            $"{File} is not written: {told} of the model holds what is no finite number.", refused.Message, StringComparison.Ordinal);
        Assert.False(System.IO.File.Exists(File));
    }

    [Theory]
    [MemberData(nameof(Golden.Rows), "resnet18_eval", MemberType = typeof(Golden))]
    public void ONNX_Runtime_gives_PyTorchs_logits(string folder, string id)
    {
        GoldenCase golden = Golden.Case(folder, id);
        ModelDescription description = Models.Describe(
            $"resnet18_cifar: {{width: {golden.Number("base_width")}}}", mean: "0, 0, 0", std: "1, 1, 1");
        using (CheckpointModel model = CheckpointModel.Read(golden.Input("checkpoint"), description))
            OnnxExport.Write(File, model.Network, model.Description);

        using OnnxImageClassifier onnx = OnnxImageClassifier.Open(File);
        GoldenArray images = GoldenArray.Read(golden.Input("x"));
        float[] logits = onnx.Logits(images.As<float>(), images.Shape[0]);
        golden.Check(GoldenArray.Read(golden.Output("logits")).ToDoubles(), Array.ConvertAll(logits, l => (double)l));
    }

    [Fact]
    public void The_batch_may_have_any_size()
    {
        Write(Models.Describe());
        using OnnxImageClassifier onnx = OnnxImageClassifier.Open(File);
        PixelBuffer[] pictures = Models.Pictures();
        float[] together = onnx.Logits(pictures);
        Assert.Equal(pictures.Length * onnx.ClassNames.Count, together.Length);
        float[] alone = [.. pictures.SelectMany(p => onnx.Logits([p]))];
        Assert.All(together.Zip(alone), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void The_file_says_what_it_takes_and_gives()
    {
        Write(Models.Describe(size: "[24, 40]"));
        ModelProto model = ModelProto.Parser.ParseFrom(System.IO.File.ReadAllBytes(File));
        Assert.Equal((7, 13), (model.IrVersion, Assert.Single(model.OpsetImport).Version));
        Assert.Equal("images Float [batch, 3, 24, 40]", Describe(Assert.Single(model.Graph.Input)));
        Assert.Equal("logits Float [batch, 10]", Describe(Assert.Single(model.Graph.Output)));
        Assert.DoesNotContain(model.Graph.Node, n => n.OpType == "BatchNormalization");

        using InferenceSession session = new(File);
        Dictionary<string, string> metadata = session.ModelMetadata.CustomMetadataMap;
        Assert.Equal(
            """["airplane","car","it\u0027s, a bird","cat","deer","dog","frog","horse","ship","truck"]""", metadata["class_names"]);
        Assert.Equal(
            ("24x40", "[0.49,0.48,0.45]", "[0.25,0.24,0.26]", "resnet18_cifar"),
            (metadata["size"], metadata["mean"], metadata["std"], metadata["network"]));
    }

    [Fact]
    public void Pictures_of_another_size_are_refused()
    {
        Write(Models.Describe(size: "24"));
        using InferenceSession session = new(File);
        using OrtValue images = OrtValue.CreateTensorValueFromMemory(new float[3 * 32 * 32], [1, 3, 32, 32]);
        using RunOptions options = new();
        OnnxRuntimeException e = Assert.Throws<OnnxRuntimeException>(() => session.Run(options, ["images"], [images], ["logits"]));
        Assert.Contains("24", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Writing_leaves_no_tensor_and_no_half_file()
    {
        ModelDescription description = Models.Describe();
        using Classifier network = Models.Trained(description);
        TensorLeaks.None(() => OnnxExport.Write(File, network, description));
        Assert.Equal([File], Directory.GetFiles(_folder.Path));
    }

    private static string Describe(ValueInfoProto value)
    {
        TypeProto.Types.Tensor type = value.Type.TensorType;
        IEnumerable<string> sizes = type.Shape.Dim.Select(d => d.HasDimParam ? d.DimParam : $"{d.DimValue}");
        return $"{value.Name} {(TensorProto.Types.DataType)type.ElemType} [{string.Join(", ", sizes)}]";
    }

    private void AssertSameLogits(TorchImageClassifier ours, ModelDescription description)
    {
        using (Classifier network = Models.Trained(description))
            OnnxExport.Write(File, network, description);
        using OnnxImageClassifier onnx = OnnxImageClassifier.Open(File);
        Assert.Equal(ours.Shape, onnx.Shape);
        Assert.Equal(ours.ClassNames, onnx.ClassNames);
        float[] expected = ours.Logits(Models.Pictures());
        float[] actual = onnx.Logits(Models.Pictures());
        Assert.True(expected.Max() - expected.Min() > 0.01, "The logits are all alike: nothing is compared.");
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    private void Write(ModelDescription description)
    {
        using Classifier network = Models.Trained(description);
        OnnxExport.Write(File, network, description);
    }
}
