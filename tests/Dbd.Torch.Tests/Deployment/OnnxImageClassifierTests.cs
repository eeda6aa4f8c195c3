using System.Text;

using Dbd.Testing;
using Dbd.Torch.Deployment;
using Dbd.Torch.Networks;
using Dbd.Torch.Onnx;

using Google.Protobuf;

using Onnx;

using Xunit;

namespace Dbd.Torch.Tests.Deployment;

public sealed class OnnxImageClassifierTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_no_classifier_is_refused()
    {
        _folder.Write("garbage.onnx", Encoding.UTF8.GetBytes("no model"));
        Write("names.onnx", model => model.MetadataProps.Single(p => p.Key == "class_names").Value = "[\"one\"]");
        Write("json.onnx", model => model.MetadataProps.Single(p => p.Key == "class_names").Value = "one");
        Write("outputs.onnx", model => model.Graph.Output.Add(OnnxGraph.Value("normalised", -1, 3, 32, 32)));
        string folder = _folder.Path + Path.DirectorySeparatorChar;
        Approved.Text("OnnxErrors", string.Join('\n', Refusal("missing"), Refusal("garbage"), Refusal("names"), Refusal("json"), Refusal("outputs")).Replace(folder, ""));
    }

    [Fact]
    public void Without_names_classes_are_numbered()
    {
        Write("model.onnx", model => model.MetadataProps.Clear());
        using OnnxImageClassifier onnx = OnnxImageClassifier.Open(_folder.File("model.onnx"));
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], onnx.ClassNames);
    }

    private void Write(string name, Action<ModelProto> change)
    {
        string path = _folder.File(name);
        ModelDescription description = Models.Describe();
        using Classifier network = Models.Trained(description);
        OnnxExport.Write(path, network, description);
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        change(model);
        File.WriteAllBytes(path, model.ToByteArray());
    }

    private string Refusal(string name) =>
        Assert.Throws<DbdException>(() => OnnxImageClassifier.Open(_folder.File($"{name}.onnx")).Dispose()).Message;
}
