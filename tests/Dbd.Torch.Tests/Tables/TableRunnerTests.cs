using Dbd.Runs;
using Dbd.Torch.Runtime;
using Dbd.Torch.Runtime.Native;
using Dbd.Torch.Tables;
using Dbd.Torch.Tests.Stages;

using Xunit;

namespace Dbd.Torch.Tests.Tables;

public sealed class TableRunnerTests : IDisposable
{
    private readonly TinyTable _table = new();

    [Fact]
    public void A_table_is_made_once_and_a_cell_that_fails_does_not_stop_the_rest()
    {
        string yaml = _table.Spec(TinyTable.Methods.Replace("  - name: clean\n", """
              - name: too large
                stages: [{config: config/tiny/supervise/example.yaml, set: [loader.batch_size=81]}]
              - name: clean

            """));
        TablePlan plan = _table.Plan(yaml);
        IReadOnlyList<string> told = TinyTable.Run(plan);
        TableResults results = TableResults.Read(plan);
        Assert.Equal([true, false, true, true], results.Cells.Select(c => c.IsDone));
        Assert.Contains("A batch of 81 does not fit 80 training samples", results.Cells[1].Failure, StringComparison.Ordinal);
        Assert.Contains(told, t => t.StartsWith("too large, badnets, seed 100 failed: ", StringComparison.Ordinal));

        AssertCleanModelWasTestedWithTheTrigger(results.Cells[2]);
        Assert.Equal(40, results.Cells[3].Credible?.Samples);

        Starts again = new();
        TinyTable.Run(_table.Plan(yaml), again);
        Assert.Empty(again.Stages);
        Assert.Equal(results.Cells.Select(c => c.BenignAccuracy), TableResults.Read(plan).Cells.Select(c => c.BenignAccuracy));
    }

    [Fact]
    public void An_interrupted_table_goes_on_within_its_run()
    {
        TablePlan plan = _table.Plan(
            _table.Spec("methods: [{name: No Defense, stages: [{config: config/tiny/supervise/example.yaml}]}]\n"));
        using Stopper stopper = new(epoch: 2);
        Assert.Throws<OperationCanceledException>(() => TinyTable.RunUntil(plan, stopper));
        CellResult stopped = Assert.Single(TableResults.Read(plan).Cells);
        Assert.Equal(("supervise 1/3", false), (stopped.Progress, stopped.IsDone));

        Starts starts = new();
        TinyTable.Run(plan, starts);
        Assert.Equal(["supervise 2"], starts.Stages);
        Assert.Equal("supervise 3/3", Assert.Single(TableResults.Read(plan).Cells).Progress);
    }

    [Fact]
    public void A_run_whose_checkpoint_is_gone_counts_but_nothing_can_build_on_it()
    {
        TablePlan plan = _table.Plan(_table.Spec(Supervise("num_epochs=1")));
        TinyTable.Run(plan);
        PlannedRun run = plan.Cells[0].Runs[0];
        Assert.Equal((true, true, true), (run.IsDone(), run.IsMeasured, run.IsKept));
        File.Delete(run.Kept);
        File.Delete(run.LastCheckpoint);
        Assert.Equal((false, true, false), (run.IsDone(), run.IsMeasured, run.IsKept));

        Starts starts = new();
        TinyTable.Run(plan, starts);
        Assert.Empty(starts.Stages);
        Assert.Equal((false, true, true), (run.IsDone(), run.IsMeasured, run.IsKept));
    }

    [Fact]
    public void Of_a_run_whose_record_was_lost_the_checkpoint_tells_the_last_epoch()
    {
        TablePlan plan = _table.Plan(_table.Spec(Supervise("num_epochs=2")));
        TinyTable.Run(plan);
        CellResult before = Assert.Single(TableResults.Read(plan).Cells);
        File.Delete(plan.Cells[0].Runs[0].Kept);
        File.Delete(plan.Cells[0].Runs[0].Directory.RecordFile);
        TinyTable.Run(plan);
        CellResult cell = Assert.Single(TableResults.Read(plan).Cells);
        Assert.Equal(
            (true, "supervise 2/2", before.BenignAccuracy, before.AttackSuccessRate),
            (cell.IsDone, cell.Progress, cell.BenignAccuracy, cell.AttackSuccessRate));
        Assert.True(before.Minutes > 0);
        Assert.Equal(double.NaN, cell.Minutes);
    }

    [Fact]
    public void A_record_where_versions_before_kept_it_is_gone_on_with()
    {
        TablePlan plan = _table.Plan(_table.Spec(Supervise("num_epochs=3")));
        using Stopper stopper = new(epoch: 2);
        Assert.Throws<OperationCanceledException>(() => TinyTable.RunUntil(plan, stopper));
        PlannedRun run = plan.Cells[0].Runs[0];
        double seconds = run.Record().Done[0].Seconds;
        File.Move(run.Directory.RecordFile, run.FormerRecordFile);
        Assert.Equal("supervise 1/3", Assert.Single(TableResults.Read(plan).Cells).Progress);

        TinyTable.Run(plan);
        Assert.Equal((3, seconds, false), (run.Record().Done.Count, run.Record().Done[0].Seconds, File.Exists(run.FormerRecordFile)));
        Assert.Equal(File.ReadAllText(run.Directory.RecordFile), File.ReadAllText(run.Kept));
    }

    [Fact]
    public void A_run_that_ends_the_process_is_recorded_as_failed_and_comes_last_the_next_time()
    {
        string yaml = _table.Spec("""
            methods:
              - name: greedy
                stages: [{config: config/tiny/supervise/example.yaml, set: [num_epochs=1]}]
              - name: modest
                stages: [{config: config/tiny/supervise/example.yaml, set: [num_epochs=2]}]

            """);
        TablePlan plan = _table.Plan(yaml);
        using (MemoryShortage.OnTold(_ => throw new OperationCanceledException("The process has ended.")))
            Assert.Throws<OperationCanceledException>(() => TinyTable.Run(plan, new OutOfMemory()));
        Assert.Equal(["No memory.", null], TableResults.Read(plan).Cells.Select(c => c.Failure));

        Assert.StartsWith("modest", TinyTable.Run(_table.Plan(yaml))[0], StringComparison.Ordinal);
        Assert.All(TableResults.Read(plan).Cells, c => Assert.True(c.IsDone));
    }

    [Fact]
    public void A_run_that_failed_by_a_clock_ahead_of_this_one_is_tried_again()
    {
        TablePlan plan = _table.Plan(_table.Spec(Supervise("num_epochs=1")));
        new RunRecord { Failure = "No memory.", FailedAt = DateTimeOffset.UtcNow.AddYears(1) }.Save(
            plan.Cells[0].Runs[0].Directory.RecordFile);
        TinyTable.Run(plan);
        Assert.True(Assert.Single(TableResults.Read(plan).Cells).IsDone);
    }

    [Fact]
    public void A_run_that_went_on_elsewhere_names_both_machines()
    {
        TablePlan plan = _table.Plan(_table.Spec(Supervise("num_epochs=3")));
        using Stopper stopper = new(epoch: 2);
        Assert.Throws<OperationCanceledException>(() => TinyTable.RunUntil(plan, stopper));
        PlannedRun run = plan.Cells[0].Runs[0];
        (run.Record() with { Machine = "a laptop" }).Save(run.Directory.RecordFile);
        TinyTable.Run(plan);
        Assert.Equal($"a laptop; {MachineInfo.Describe("cpu")}", run.Record().Machine);
    }

    [Fact]
    public void One_epoch_of_mixmatch_has_the_share_of_the_last()
    {
        TablePlan plan = _table.Plan(_table.Spec(DbdWith("semi.num_epochs=1, semi.epsilon_end=0.75")));
        TinyTable.Run(plan);
        Assert.Equal(60, Assert.Single(TableResults.Read(plan).Cells).Credible?.Samples);
    }

    [Fact]
    public void A_cell_that_is_recorded_beside_the_table_is_done_and_what_builds_on_it_trains_it_again()
    {
        TinyTable.Run(_table.Plan(_table.Spec(DbdWith(""))));
        Directory.Delete(_table.Out, recursive: true);
        TinyTable.Run(_table.Plan(_table.Spec(DbdWith(""))));
        Directory.Delete(_table.Runs, recursive: true);

        Starts starts = new();
        TablePlan plan = _table.Plan(_table.Spec(DbdWith("")));
        TinyTable.Run(plan, starts);
        Assert.Empty(starts.Stages);
        Assert.False(Directory.Exists(_table.Runs));
        CellResult before = Assert.Single(TableResults.Read(plan).Cells);
        Assert.True(before.IsDone);

        TinyTable.Run(_table.Plan(_table.Spec(DbdWith("semi.epsilon=0.4"))), starts);
        Assert.Equal(["simclr 1", "mixmatch_finetune 1"], starts.Stages);
        Assert.Equal(before.BenignAccuracy, Assert.Single(TableResults.Read(plan).Cells).BenignAccuracy);
    }

    [Fact]
    public void The_files_of_a_table_hold_what_is_done()
    {
        TablePlan plan = _table.Plan(_table.Spec());
        TinyTable.Run(plan);
        IReadOnlyList<string> files = TableFiles.Write(TableResults.Read(plan));
        Assert.Equal(["table.md", "table.json", "table.svg", "table-curves.svg"], files.Select(Path.GetFileName));
        Assert.All(files, f => Assert.NotEqual(0, new FileInfo(f).Length));
    }

    public void Dispose() => _table.Dispose();

    private static string Supervise(string set) =>
        $"methods: [{{name: No Defense, stages: [{{config: config/tiny/supervise/example.yaml, set: [{set}]}}]}}]\n";

    private static string DbdWith(string set) =>
        "methods: [{name: DBD, stages: [{config: config/tiny/simclr/example.yaml}, "
            + $"{{config: config/tiny/mixmatch_finetune/example.yaml, set: [{set}]}}]}}]\n";

    private static void AssertCleanModelWasTestedWithTheTrigger(CellResult clean)
    {
        Assert.InRange(clean.AttackSuccessRate, 0, 100);
        string log = File.ReadAllText(Path.Combine(clean.Cell.Runs[0].Directory.Log, "supervise.log"));
        Assert.Contains("0 poisoned of 80 training samples", log, StringComparison.Ordinal);
    }

    private sealed class OutOfMemory : IRunObserver
    {
        public void OnStart(RunStart run) => MemoryShortage.Tell("No memory.");
    }

    private sealed class Starts : IRunObserver
    {
        public List<string> Stages { get; } = [];

        public void OnStart(RunStart run) => Stages.Add($"{run.Stage} {run.FirstEpoch}");
    }
}
