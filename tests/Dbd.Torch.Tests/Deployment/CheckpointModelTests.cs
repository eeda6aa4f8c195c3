using Dbd.Data.Synthesis;
using Dbd.Runs;
using Dbd.Serialization;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;
using Dbd.Testing;
using Dbd.Torch.Deployment;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;
using Dbd.Torch.Tests.Stages;

using Xunit;

namespace Dbd.Torch.Tests.Deployment;

/// <summary>What a run leaves, taken elsewhere.</summary>
public sealed class CheckpointModelTests : IDisposable
{
    private static readonly string[] s_short = ["num_epochs=1", "transform.test.primary={center_crop: {size: 24}}"];

    private readonly TinyRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void A_checkpoint_describes_itself()
    {
        _runs.Run("supervise", s_short);
        using CheckpointModel model = CheckpointModel.Read(_runs.Latest("supervise"));
        Assert.False(model.Network.training);
        Assert.Equal((24, 24), (model.Description.Shape.Height, model.Description.Shape.Width));
        Assert.Equal(Synthetic.ClassNames, model.Description.ClassNames);
        Assert.Equal([0.5, 0.5, 0.5], model.Description.Normalize.Mean);
        Assert.Equal([0.25, 0.25, 0.25], model.Description.Normalize.Std);
        RunModel run = RunModel.Of(_runs.Request("supervise", s_short), _ => { });
        Assert.Equal((_runs.Latest("supervise"), model.Description.ToYaml()), (run.Checkpoint, run.Description.ToYaml()));
    }

    [Fact]
    public void A_test_of_its_ONNX_form_gives_its_BA_and_ASR()
    {
        _runs.Run("supervise", s_short);
        using (CheckpointModel model = CheckpointModel.Read(_runs.Latest("supervise")))
            OnnxExport.Write(_runs.Storage("supervise", "checkpoint", "model.onnx"), model.Network, model.Description);
        IReadOnlyList<MetricGroup> ours = Test("supervise", "latest_model.pt", s_short);
        IReadOnlyList<MetricGroup> onnx = Test("supervise", "model.onnx", s_short);
        Assert.Equal(ours.Select(g => g.Name), onnx.Select(g => g.Name));
        Assert.All(ours.Zip(onnx), pair => Assert.Equal(pair.First["acc"], pair.Second["acc"]));
        Assert.All(
            ours.Zip(onnx).Where(pair => pair.First.Name != GroupName.RobustTest),
            pair => Assert.Equal(pair.First["loss"], pair.Second["loss"], 1e-4));

        DbdException e = Assert.Throws<DbdException>(() => Test("supervise", "model.onnx", "num_epochs=1"));
        Assert.Contains("takes 24x24 pictures of 10 classes; the configuration gives 32x32", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_used_is_refused()
    {
        _runs.Run("simclr", "num_epochs=1", "aug.primary={}");
        string reference = RepositoryRoot.File("tests", "golden", "checkpoint_w8.pt");
        PyDict damaged = TorchFile.Read(reference);
        damaged["dbd"] = new PyDict { ["model"] = "network: {}" };
        TorchFile.Write(_runs.File("damaged.pt"), damaged);
        PyDict diverged = TorchFile.Read(reference);
        diverged.Get<PyDict>(StateDict.ModelKey)["linear.bias"] = TensorData.From<float>([0, 0, 0, float.NaN, 0, 0, 0, 0, 0, 0], 10);
        TorchFile.Write(_runs.File("diverged.pt"), diverged);
        Approved.Text("CheckpointModelErrors", string.Join('\n', new[]
        {
            Refusal(_runs.Latest("simclr")),
            Refusal(reference),
            Refusal(reference, Models.Describe("resnet18_cifar: {width: 4}")),
            Refusal(_runs.File("damaged.pt")),
            Refusal(_runs.File("diverged.pt"), Models.Describe("resnet18_cifar: {width: 8}")),
            Refusal(_runs.File("missing.pt")),
        }).Replace(_runs.Root + "/", "").Replace(RepositoryRoot.Path + "/", ""));
    }

    private IReadOnlyList<MetricGroup> Test(string stage, string name, params string[] overrides)
    {
        StageRequest run = _runs.Request(stage, overrides);
        return ModelTest.Run(
            new TestRequest
            {
                ConfigPath = run.ConfigPath,
                Overrides = run.Overrides,
                Gpu = "cpu",
                CkptDir = _runs.Storage(stage, "checkpoint"),
                Resume = name,
            },
            _ => { },
            CancellationToken.None);
    }

    private static string Refusal(string path, ModelDescription? description = null) =>
        Assert.ThrowsAny<DbdException>(() => CheckpointModel.Read(path, description).Dispose()).Message;
}
