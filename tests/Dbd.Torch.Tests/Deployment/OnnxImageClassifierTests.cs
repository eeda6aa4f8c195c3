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
        (string Name, Action<ModelProto> Change)[] damages =
        [
            ("names", Set("class_names", "[\"one\"]")),
            ("json", Set("class_names", "one")),
            ("null", Set("class_names", "[null, \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\", \"i\", \"j\"]")),
            ("number", Set("class_names", "[\"a\", 2]")),
            ("size", Set("size", "16x32")),
            ("mean", Set("mean", "[0.5, \"NaN\", 0.5]")),
            ("std", Set("std", "[0.5, 0, 0.5]")),
            ("two", Set("std", "[0.5, 0.5]")),
            ("key", model => model.MetadataProps.Single(p => p.Key == "size").Key = "si\0ze"),
            ("outputs", model => model.Graph.Output.Add(OnnxGraph.Value("normalised", -1, 3, 32, 32))),
            ("large", model => model.Graph.Input[0] = OnnxGraph.Value("images", -1, 3, 100_000, 100_000)),
        ];
        foreach ((string name, Action<ModelProto> change) in damages)
            Write($"{name}.onnx", change);
        string folder = _folder.Path + Path.DirectorySeparatorChar;
        Approved.Text(
            "OnnxErrors",
            string.Join('\n', ((string[])["missing", "garbage", .. damages.Select(d => d.Name)]).Select(Refusal)).Replace(folder, ""));
    }

    [Fact]
    public void What_others_write_under_our_names_is_theirs()
    {
        Write("model.onnx", model =>
        {
            model.ProducerName = "another";
            Set("size", "small")(model);
            Set("std", "of all")(model);
        });
        using OnnxImageClassifier onnx = OnnxImageClassifier.Open(_folder.File("model.onnx"));
        Assert.Equal(10, onnx.ClassNames.Count);
    }

    [Fact]
    public void Without_names_classes_are_numbered()
    {
        Write("model.onnx", model => model.MetadataProps.Clear());
        using OnnxImageClassifier onnx = OnnxImageClassifier.Open(_folder.File("model.onnx"));
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], onnx.ClassNames);
    }

    private static Action<ModelProto> Set(string key, string value) => model => model.MetadataProps.Single(p => p.Key == key).Value = value;

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
