using System.Globalization;

using Dbd.Poisoning;
using Dbd.Runs;
using Dbd.Serialization;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;
using Dbd.Testing;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

using Xunit;

namespace Dbd.Torch.Tests.Stages;

/// <summary>All stages one after the other, as a person would run them.</summary>
public sealed class StageFilesTests : IDisposable
{
    private readonly TinyRuns _runs = new();

    [Fact]
    public void The_stages_leave_the_references_files_and_the_test_command_agrees_with_the_last_epoch()
    {
        _runs.Run("supervise");
        _runs.Run("simclr");
        _runs.Run("mixmatch_finetune");

        Approved.Text("Files", string.Join('\n', [.. _runs.FilesBelow("saved_data"), .. _runs.FilesBelow("storage")]));
        Approved.Text("CsvHeaders", string.Join('\n', _runs.FilesBelow("saved_data").Where(f => f.EndsWith(".csv")).Select(DescribeCsv)));
        AssertSameSamples();
        AssertTestAgrees("supervise");
        AssertTestAgrees("mixmatch_finetune");
        AssertConfigCopied("simclr");
        AssertLogTellsEveryEpoch("mixmatch_finetune");
    }

    [Fact]
    public void A_longer_SimCLR_run_keeps_checkpoints_often_at_its_ends()
    {
        StageRequest request = _runs.Request(
            "simclr", "num_epochs=7", "loader.batch_size=40", "aug.primary={}", "num_stage_epochs=2", "min_interval=1", "max_interval=2");
        TinyRuns.Run("simclr", request);
        Assert.Equal(
            ["epoch1.pt", "epoch2.pt", "epoch4.pt", "epoch5.pt", "epoch6.pt", "epoch7.pt", "latest_model.pt"],
            Directory.GetFiles(_runs.Storage("simclr", "checkpoint")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Bf16_runs_and_keeps_weights_in_float32()
    {
        StageRequest request = _runs.Request("supervise", "num_epochs=1", "precision=bf16");
        TinyRuns.Run("supervise", request);
        PyDict state = TorchFile.Read(_runs.Latest("supervise")).Get<PyDict>("model_state_dict");
        Assert.All(
            state.Values,
            t => Assert.Contains(((TensorData)t!).Type, new[] { ElementType.Float32, ElementType.Int64 }));
    }

    public void Dispose() => _runs.Dispose();

    private string DescribeCsv(string file)
    {
        string[] lines = File.ReadAllLines(_runs.File(file));
        IEnumerable<string> kinds = lines.Select(l => char.IsAsciiLetter(l[0]) ? l : $"({l.Split(',').Length} numbers)");
        Assert.All(
            lines.Where(l => !char.IsAsciiLetter(l[0])), l => Assert.All(l.Split(','), n => double.Parse(n, CultureInfo.InvariantCulture)));
        return $"{file}\n  {string.Join("\n  ", kinds)}";
    }

    private void AssertSameSamples()
    {
        PoisonIndex supervise = PoisonIndex.Load(_runs.Saved("supervise", "poison_idx.npy"), TinyRuns.TrainImages);
        Assert.InRange(supervise.Poisoned, 5, 25);
        foreach (string stage in (string[])["simclr", "mixmatch_finetune"])
            Assert.Equal(supervise.Hash, PoisonIndex.Load(_runs.Saved(stage, "poison_idx.npy"), TinyRuns.TrainImages).Hash);
    }

    private void AssertTestAgrees(string stage)
    {
        StageRequest run = _runs.Request(stage);
        TestRequest request = new() { ConfigPath = run.ConfigPath, Overrides = run.Overrides, Gpu = "cpu" };
        PyDict result = TorchFile.Read(_runs.Latest(stage)).Get<PyDict>("result");
        foreach (MetricGroup group in ModelTest.Run(request, _ => { }, CancellationToken.None))
            Assert.All(group.Readings, r => Assert.Equal(result.Get<PyDict>(group.Name).Get<double>(r.Name), r.Value));
        RunRecord record = RunRecord.At(_runs.Saved(stage, "log", "run.json"));
        Assert.Equal((3, result.Get<PyDict>("poison_test").Get<double>("acc")), (record.Done.Count, record.AttackSuccessRate));
    }

    private void AssertConfigCopied(string stage)
    {
        string config = File.ReadAllText(_runs.Config(stage));
        Assert.Equal(config, File.ReadAllText(_runs.Saved(stage, "example.yaml")));
        Assert.Equal(config, File.ReadAllText(_runs.Storage(stage, "example.yaml")));
    }

    private void AssertLogTellsEveryEpoch(string stage)
    {
        string log = File.ReadAllText(_runs.Saved(stage, "log", $"{stage}.log"));
        string[] parts =
        [
            "epoch 1/3 complete", "epoch 3/3 complete", "of 40 credible samples are poisoned", "Backbone of ", "| clean_test  |",
        ];
        foreach (string part in parts)
            Assert.Contains(part, log, StringComparison.Ordinal);
    }
}
