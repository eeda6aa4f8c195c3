using Dbd.Runs;
using Dbd.Testing;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

using Xunit;

namespace Dbd.Examples.Tests;

/// <summary>The stage and the defense of the guides, added without a change of any file of <c>src</c>: all commands know them.</summary>
public sealed class ExampleStageTests : IDisposable
{
    private readonly ExampleRuns _runs = new();

    public static TheoryData<string, string> Guides { get; } = new()
    {
        { "docs/adding-a-stage.md", "Unlearn/UnlearnOptions.cs" },
        { "docs/adding-a-stage.md", "Unlearn/UnlearnObjective.cs" },
        { "docs/adding-a-stage.md", "Unlearn/UnlearnStage.cs" },
        { "docs/adding-a-defense.md", "Unlearn/UnlearningDefense.cs" },
    };

    [Theory]
    [MemberData(nameof(Guides))]
    public void The_guides_show_the_code_that_is_run_here(string guide, string file) => Assert.Contains(
        File.ReadAllText(RepositoryRoot.File("tests", "Dbd.Examples.Tests", file)),
        File.ReadAllText(RepositoryRoot.File(guide)),
        StringComparison.Ordinal);

    [Fact]
    public void The_guide_shows_the_configuration_that_is_run_here() =>
        Assert.Contains(
            ExampleConfigs.Unlearn, File.ReadAllText(RepositoryRoot.File("docs", "adding-a-stage.md")), StringComparison.Ordinal);

    [Fact]
    public void List_check_and_help_know_the_stage()
    {
        Assert.Contains("Backdoor unlearning of what a model fits best", ExampleRuns.Run("list"), StringComparison.Ordinal);
        string check = ExampleRuns.Run("check", _runs.Unlearn);
        Assert.Contains(": unlearn", check, StringComparison.Ordinal);
        Assert.Contains(
            $"model_checkpoint: there is no {_runs.File("storage/tiny/supervise/badnets/checkpoint/latest_model.pt")} yet",
            check,
            StringComparison.Ordinal);
        Assert.Contains("Backdoor unlearning", ExampleRuns.Run("unlearn", "--help"), StringComparison.Ordinal);
    }

    [Fact]
    public void It_trains_is_tested_reported_and_resumed_to_the_bit()
    {
        ExampleRuns.Run("supervise", "--config", _runs.Supervise, "--gpu", "cpu");
        using CancellationTokenSource stop = new();
        Assert.Throws<OperationCanceledException>(() => StageCatalog.Run(
            new StageRequest { ConfigPath = _runs.Unlearn, Gpu = "cpu" }, [new StopAfter(2, stop)], stop.Token));
        ExampleRuns.Run("unlearn", "--config", _runs.Unlearn, "--gpu", "cpu");
        byte[] resumed = File.ReadAllBytes(_runs.File("storage/tiny/unlearn/badnets/checkpoint/latest_model.pt"));
        ExampleRuns.Run("unlearn", "--config", _runs.Unlearn, "--gpu", "cpu", "--resume", "False");
        Assert.Equal(File.ReadAllBytes(_runs.File("storage/tiny/unlearn/badnets/checkpoint/latest_model.pt")), resumed);

        Assert.Contains(
            "clean_test",
            ExampleRuns.Run(
                "test", "--config", _runs.Unlearn, "--ckpt-dir", _runs.File("storage/tiny/unlearn/badnets/checkpoint"), "--gpu", "cpu"),
            StringComparison.Ordinal);
        ExampleRuns.Run("report", _runs.Unlearn, "--out", _runs.File("report.html"), "--gpu", "cpu");
        Assert.Contains("Unlearning, badnets", File.ReadAllText(_runs.File("report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_runs_the_defense()
    {
        string table = ExampleRuns.Run("table", _runs.Table, "--gpu", "cpu");
        Assert.Contains("| Unlearning |", table, StringComparison.Ordinal);
        Assert.Contains("done; supervise 2/2, unlearn 3/3", ExampleRuns.Run("table", _runs.Table, "--status"), StringComparison.Ordinal);
    }

    public void Dispose() => _runs.Dispose();

    private sealed class StopAfter(int epoch, CancellationTokenSource stop) : IRunObserver
    {
        public void OnEpoch(EpochReport report)
        {
            if (report.Epoch == epoch)
                stop.Cancel();
        }
    }
}
