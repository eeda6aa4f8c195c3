using Dbd.Serialization;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;
using Dbd.Testing;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Optimization.Optimizers;
using Dbd.Torch.Optimization.Schedules;

using Xunit;

namespace Dbd.Torch.Tests.Checkpoints;

public sealed class TrainingStateTests
{
    [Fact]
    public void Entries_are_those_of_the_reference()
    {
        using Trained sgd = new(Trained.Sgd, schedule: new MultiStepOptions { Milestones = [2, 4, 4] });
        using Trained adam = new(Trained.Adam);
        sgd.Train(1);
        adam.Train(1);
        Approved.Text("CheckpointSgdMultiStep", CheckpointText.Of(Written(sgd.Capture())));
        Approved.Text("CheckpointAdam", CheckpointText.Of(Written(adam.Capture())));
    }

    [Theory]
    [InlineData("SGD")]
    [InlineData("Adam")]
    public void A_restored_run_takes_the_same_steps_to_the_bit(string optimizer)
    {
        using Trained first = new(Options(optimizer));
        using Trained second = new(Options(optimizer));
        first.Train(3);
        PyDict saved = Written(first.Capture(epoch: 3));
        second.Train(1);
        Assert.Equal(3, second.State.Restore(saved, "f.pt").Epoch);
        Assert.Equal(Bytes(first.Capture()), Bytes(second.Capture()));

        first.Train(2);
        second.Train(2);
        Assert.Equal(Bytes(first.Capture()), Bytes(second.Capture()));
    }

    [Fact]
    public void After_warmup_Adam_has_no_state_of_the_backbone()
    {
        using Trained first = new(Trained.Adam);
        using Trained second = new(Trained.Adam);
        first.WarmUp(2);
        PyDict saved = Written(first.Capture());
        Assert.Equal(2, saved.Get<PyDict>("optimizer_state_dict").Get<PyDict>("state").Count);
        second.State.Restore(saved, "f.pt");

        first.Train(2);
        second.Train(2);
        Assert.Equal([2L, 4], first.Optimizer.Groups.Select(g => first.Optimizer.State(g).Steps));
        Assert.Equal(Bytes(first.Capture()), Bytes(second.Capture()));
    }

    [Theory]
    [InlineData("checkpoint_w8.pt")]
    [InlineData("checkpoint_w8_module_prefix.pt")]
    public void A_checkpoint_of_the_reference_restores_with_its_optimizer(string file)
    {
        string path = RepositoryRoot.File("tests", "golden", file);
        PyDict reference = TorchFile.Read(path);
        using Trained trained = new(Trained.Sgd, width: 8);
        Checkpoint checkpoint = trained.State.Restore(reference, path);
        Assert.Equal(reference.Get<long>("epoch"), checkpoint.Epoch);
        Assert.Null(checkpoint.PoisonHash);

        PyDict ours = trained.Capture();
        AssertSameTensors(
            StateDict.Tensors(reference.Get<PyDict>("model_state_dict")), StateDict.Tensors(ours.Get<PyDict>("model_state_dict")));
        PyDict state = reference.Get<PyDict>("optimizer_state_dict").Get<PyDict>("state");
        PyDict ourState = ours.Get<PyDict>("optimizer_state_dict").Get<PyDict>("state");
        Assert.NotEqual(0, state.Count);
        foreach (object parameter in state.Keys)
            AssertSameTensors(StateDict.Tensors(state.Get<PyDict>(parameter)), StateDict.Tensors(ourState.Get<PyDict>(parameter)));
    }

    [Fact]
    public void What_belongs_to_another_run_is_refused()
    {
        using Trained run = new(Trained.Sgd);
        run.Train(1);
        PyDict saved = Written(run.Capture());
        PyDict damaged = Written(run.Capture());
        damaged["epoch"] = "three";
        Approved.Text("RestoreErrors", string.Join('\n',
        [
            Refusal(new Trained(Trained.Sgd, width: 3), saved),
            Refusal(new Trained(Trained.Adam), saved),
            Refusal(new Trained(Trained.Sgd, hash: "ba9876543210"), saved),
            Refusal(new Trained(Trained.Sgd), damaged),
            Refusal(new Trained(Trained.Sgd), []),
        ]));
    }

    [Theory]
    [InlineData("epoch", 5_000_000_000)]
    [InlineData("epoch", -1)]
    [InlineData("best_epoch", long.MaxValue)]
    public void An_epoch_that_is_none_is_refused(string entry, long value)
    {
        using Trained run = new(Trained.Sgd);
        PyDict saved = run.Capture();
        saved["best_acc"] = 0.5;
        saved["best_epoch"] = 1;
        saved[entry] = value;
        DbdException refused = Assert.Throws<DbdException>(() => Checkpoint.Of(saved, "f.pt"));
        Assert.Contains($"its entry '{entry}' is no number of an epoch", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Readings_without_a_name_are_refused()
    {
        PyDict saved = new() { ["result"] = new PyDict { [7L] = new PyDict() } };
        DbdException error = Assert.Throws<DbdException>(() => Checkpoint.EpochIn(saved, "f.pt"));
        Assert.Contains("its entry '7' should have a name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Capturing_and_restoring_leave_no_tensor()
    {
        using Trained run = new(Trained.Adam);
        run.Train(1);
        PyDict saved = run.Capture();
        TensorLeaks.None(() => run.Capture());
        TensorLeaks.None(() => run.State.Restore(saved, "f.pt"));
    }

    private static OptimizerOptions Options(string name) => name == "SGD" ? Trained.Sgd : Trained.Adam;

    private static string Refusal(Trained other, PyDict saved)
    {
        using (other)
            return Assert.ThrowsAny<DbdException>(() => other.State.Restore(saved, "folder/latest_model.pt")).Message;
    }

    private static byte[] Bytes(PyDict content)
    {
        using MemoryStream stream = new();
        TorchFile.Write(stream, content);
        return stream.ToArray();
    }

    private static PyDict Written(PyDict content)
    {
        using TempFolder folder = new();
        TorchFile.Write(folder.File("f.pt"), content);
        return TorchFile.Read(folder.File("f.pt"));
    }

    private static void AssertSameTensors(
        IReadOnlyList<KeyValuePair<string, TensorData>> expected, IReadOnlyList<KeyValuePair<string, TensorData>> actual)
    {
        Assert.Equal(expected.Select(t => $"{t.Key} {t.Value}"), actual.Select(t => $"{t.Key} {t.Value}"));
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First.Value.Bytes, pair.Second.Value.Bytes));
    }
}
