using Dbd.Serialization;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;
using Dbd.Testing;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Deployment;
using Dbd.Torch.Networks;
using Dbd.Torch.Tests.Deployment;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Checkpoints;

/// <summary>Checkpoints as people have them.</summary>
public sealed class SavedWeightsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Classifier _trained = Models.Trained(Models.Describe());

    public void Dispose()
    {
        _trained.Dispose();
        _folder.Dispose();
    }

    public static TheoryData<string> Forms() => ["whole", "model_state_dict", "state_dict", "model", "net", "weights"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_state_dict_is_found_under_every_usual_name(string key)
    {
        PyDict state = ModelState.Of(_trained);
        AssertLoads(key == "whole" ? state : new PyDict { ["epoch"] = "last", [key] = state, ["optimizer"] = new PyDict { ["lr"] = 0.1 } });
    }

    [Theory]
    [InlineData("module.")]
    [InlineData("model.")]
    [InlineData("_orig_mod.module.")]
    public void What_wraps_the_network_is_no_part_of_its_names(string before) => AssertLoads(new PyDict
    {
        ["model_state_dict"] = StateDict.From(
            StateDict.Tensors(ModelState.Of(_trained)).Select(e => KeyValuePair.Create(before + e.Key, e.Value))),
    });

    [Fact]
    public void Counts_of_batches_may_be_missing()
    {
        PyDict state = StateDict.From(StateDict.Tensors(ModelState.Of(_trained)).Where(e => !e.Key.EndsWith("num_batches_tracked")));
        using Classifier network = Models.Trained(Models.Describe());
        network.state_dict()["backbone.bn1.num_batches_tracked"].fill_(7);
        Checkpoint.LoadModel(new PyDict { ["epoch"] = 3L, ["model_state_dict"] = state }, network, "f.pt");
        Assert.Equal(0, network.state_dict()["backbone.bn1.num_batches_tracked"].item<long>());
        AssertLoads(state);
    }

    [Theory]
    [InlineData(ElementType.Float16, 1e-3f)]
    [InlineData(ElementType.BFloat16, 1e-2f)]
    [InlineData(ElementType.Float64, 0)]
    public void Any_format_of_numbers_is_converted(ElementType type, float tolerance) => AssertLoads(
        StateDict.From(
            StateDict.Tensors(ModelState.Of(_trained)).Select(e => KeyValuePair.Create(e.Key, Converted(e.Value, type)))),
        tolerance);

    [Fact]
    public void What_is_no_such_file_is_told_with_what_it_has()
    {
        using Classifier wider = Models.Trained(Models.Describe("resnet18_cifar: {width: 5}"));
        Approved.Text("SavedWeightsErrors", string.Join('\n', new[]
        {
            Refusal(new PyDict()),
            Refusal(new PyDict { ["epoch"] = 3L, ["lr"] = 0.5, ["log"] = new PyList(1L), ["args"] = new PyDict { ["a"] = 1L } }),
            Refusal(new PyDict { ["ema"] = ModelState.Of(_trained), ["raw"] = ModelState.Of(_trained) }),
            Refusal(ModelState.Of(wider)),
            Refusal(new PyDict { ["conv1.weight"] = TensorData.From<float>(new float[9], 1, 1, 3, 3) }),
        }));
    }

    private string Refusal(PyDict content) =>
        Assert.Throws<DbdException>(() => Checkpoint.LoadModel(Written(content), _trained, "f.pt")).Message;

    private PyDict Written(PyDict content)
    {
        TorchFile.Write(_folder.File("f.pt"), content);
        return CheckpointFile.Read(_folder.File("f.pt"));
    }

    private void AssertLoads(PyDict content, float tolerance = 0)
    {
        TorchFile.Write(_folder.File("f.pt"), content);
        using CheckpointModel model = CheckpointModel.Read(_folder.File("f.pt"), Models.Describe());
        Dictionary<string, Tensor> want = _trained.state_dict();
        foreach ((string name, Tensor got) in model.Network.state_dict().Where(e => e.Value.dtype == ScalarType.Float32))
            Assert.All(
                got.data<float>().Zip(want[name].data<float>()),
                p => Assert.Equal(p.Second, p.First, tolerance * Math.Max(1, Math.Abs(p.Second))));
    }

    private static TensorData Converted(TensorData data, ElementType type)
    {
        if (data.Type != ElementType.Float32)
            return data;
        float[] values = data.As<float>().ToArray();
        return type switch
        {
            ElementType.Float16 => TensorData.From<Half>(Array.ConvertAll(values, v => (Half)v), data.Shape),
            ElementType.Float64 => TensorData.From<double>(Array.ConvertAll(values, v => (double)v), data.Shape),
            _ => new TensorData(type, data.Shape, [.. values.SelectMany(v => BitConverter.GetBytes(v)[2..])]),
        };
    }
}
