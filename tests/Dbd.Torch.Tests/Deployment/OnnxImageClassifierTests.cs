using System.Text;

using Dbd.Augmentation;
using Dbd.Imaging;
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

    [Theory]
    [InlineData(
        null,
        "it takes RGB in [0, 1], not normalised (else give --mean and --std); it gives logits (else give --output probabilities).")]
    [InlineData(OnnxOutput.Logits, "it takes RGB in [0, 1], not normalised (else give --mean and --std).")]
    public void What_is_assumed_of_a_file_from_elsewhere_is_told(OnnxOutput? output, string assumed)
    {
        Write("ours.onnx", _ => { });
        using (OnnxImageClassifier ours = OnnxImageClassifier.Open(_folder.File("ours.onnx")))
            Assert.Equal((true, null), (ours.DescribesItself, ours.Assumed));
        Write("theirs.onnx", Elsewhere);
        using OnnxImageClassifier theirs = OnnxImageClassifier.Open(_folder.File("theirs.onnx"), new OnnxConventions { Output = output });
        Assert.False(theirs.DescribesItself);
        Assert.EndsWith($"Assumed: {assumed}", theirs.Assumed, StringComparison.Ordinal);
        using OnnxImageClassifier known = OnnxImageClassifier.Open(
            _folder.File("theirs.onnx"), new OnnxConventions { Output = OnnxOutput.Logits, Normalize = s_halves });
        Assert.Null(known.Assumed);
    }

    // The graph of a file of ours begins with its own normalisation: without it, it takes normalised numbers.
    [Fact]
    public void A_model_that_takes_normalised_numbers_gets_them()
    {
        Write("ours.onnx", _ => { });
        Write("bare.onnx", model =>
        {
            Elsewhere(model);
            NodeProto last = model.Graph.Node.Single(n => n.Output.Contains("normalised"));
            model.Graph.Node.Remove(model.Graph.Node.Single(n => n.Output.Contains("centred")));
            model.Graph.Node.Remove(last);
            foreach (NodeProto node in model.Graph.Node)
            {
                for (int i = 0; i < node.Input.Count; i++)
                    node.Input[i] = node.Input[i] == "normalised" ? "images" : node.Input[i];
            }
        });
        AssertSameLogits("ours.onnx", "bare.onnx", new OnnxConventions
        {
            Normalize = new NormalizeOptions { Mean = [0.49, 0.48, 0.45], Std = [0.25, 0.24, 0.26] },
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_batch_that_is_fixed_is_filled(int batch)
    {
        Write("ours.onnx", _ => { });
        Write("fixed.onnx", model =>
        {
            Elsewhere(model);
            model.Graph.Input[0] = OnnxGraph.Value("images", batch, 3, 32, 32);
            model.Graph.Output[0] = OnnxGraph.Value("logits", batch, 10);
        });
        AssertSameLogits("ours.onnx", "fixed.onnx", null);
    }

    [Fact]
    public void A_model_of_any_size_is_told_one()
    {
        Write("ours.onnx", _ => { });
        Write("any.onnx", model =>
        {
            Elsewhere(model);
            foreach (TensorShapeProto.Types.Dimension dimension in model.Graph.Input[0].Type.TensorType.Shape.Dim.Skip(2))
                dimension.DimParam = "side";
        });
        DbdException refused = Assert.Throws<DbdException>(() => OnnxImageClassifier.Open(_folder.File("any.onnx")).Dispose());
        Assert.Contains("--size", refused.Message, StringComparison.Ordinal);
        AssertSameLogits("ours.onnx", "any.onnx", new OnnxConventions { Size = new ImageShape(32, 32) });
    }

    [Fact]
    public void Probabilities_are_taken_as_they_are_and_never_for_logits()
    {
        Write("ours.onnx", _ => { });
        Write("softmax.onnx", model =>
        {
            Elsewhere(model);
            NodeProto last = model.Graph.Node.Single(n => n.Output.Contains("logits"));
            last.Output[0] = "raw";
            NodeProto softmax = new() { OpType = "Softmax" };
            softmax.Input.Add("raw");
            softmax.Output.Add("logits");
            model.Graph.Node.Add(softmax);
        });
        DbdException refused = Assert.Throws<DbdException>(() => OnnxImageClassifier.Open(_folder.File("softmax.onnx")).Dispose());
        Assert.Contains("these are probabilities", refused.Message, StringComparison.Ordinal);
        refused = Assert.Throws<DbdException>(() =>
        {
            Write("theirs.onnx", Elsewhere);
            OnnxImageClassifier.Open(_folder.File("theirs.onnx"), new OnnxConventions { Output = OnnxOutput.Probabilities }).Dispose();
        });
        Assert.Contains("gives no probabilities", refused.Message, StringComparison.Ordinal);

        using OnnxImageClassifier logits = OnnxImageClassifier.Open(_folder.File("ours.onnx"));
        using OnnxImageClassifier given = OnnxImageClassifier.Open(
            _folder.File("softmax.onnx"), new OnnxConventions { Output = OnnxOutput.Probabilities });
        Assert.All(
            Softmax(logits.Logits(Models.Pictures())).Zip(Softmax(given.Logits(Models.Pictures()))),
            pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    private static readonly NormalizeOptions s_halves = new() { Mean = [0.5, 0.5, 0.5], Std = [0.5, 0.5, 0.5] };

    private static void Elsewhere(ModelProto model)
    {
        model.ProducerName = "pytorch";
        model.MetadataProps.Clear();
    }

    private static IEnumerable<double> Softmax(float[] logits) => logits.Chunk(10)
        .SelectMany(row => row.Select(l => Math.Exp(l) / row.Sum(other => Math.Exp(other))));

    private void AssertSameLogits(string first, string second, OnnxConventions? conventions)
    {
        using OnnxImageClassifier one = OnnxImageClassifier.Open(_folder.File(first));
        using OnnxImageClassifier other = OnnxImageClassifier.Open(_folder.File(second), conventions);
        Assert.All(
            one.Logits(Models.Pictures()).Zip(other.Logits(Models.Pictures())), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
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
