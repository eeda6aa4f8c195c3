using Dbd.Runs;
using Dbd.Testing;
using Dbd.Tests.Reports;

using Xunit;

namespace Dbd.Tests.Runs;

/// <summary>What a run's record keeps when it begins, goes on, or was lost.</summary>
public sealed class RunRecorderTests : IDisposable
{
    private static readonly RunRecord s_facts = new() { Stage = "supervise", Command = "dbd supervise", Machine = "a laptop", Seed = 7 };

    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();

    private string File => _folder.File("log", "run.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_there_from_the_start_and_has_each_complete_epoch()
    {
        RunRecorder recorder = Recorder(new RunRecord { Failure = "No memory." });
        recorder.OnStart(new RunStart("supervise", 1, 2));
        RunRecord begun = RunRecord.At(File);
        Assert.Equal((1, 2, 0, 7, null), (begun.Schema, begun.Epochs, begun.Done.Count, begun.Seed, begun.Failure));
        Assert.Equal(_time.GetUtcNow(), begun.Begun);

        recorder.OnEpoch(Epoch(1, 0.25));
        recorder.OnEpoch(Epoch(2, 0.5));
        RunRecord done = RunRecord.At(File);
        Assert.Equal([0.25, 0.5], done.Done.Select(e => e.BenignAccuracy!.Value));
        Assert.Equal((0.5, null, 65.0), (done.BenignAccuracy, done.AttackSuccessRate, done.Done[1].Seconds));
    }

    [Fact]
    public void What_lies_beyond_the_checkpoint_is_cut_off()
    {
        RunRecorder first = Recorder(new RunRecord());
        first.OnStart(new RunStart("supervise", 1, 3));
        first.OnEpoch(Epoch(1, 0.25));
        first.OnEpoch(Epoch(2, 0.5));
        DateTimeOffset begun = _time.GetUtcNow();
        _time.Pass(100);

        RunRecorder again = Recorder(RunRecord.At(File), s_facts with { Machine = "a server" });
        again.OnStart(new RunStart("supervise", 2, 3));
        again.OnEpoch(Epoch(2, 0.75));
        RunRecord record = RunRecord.At(File);
        Assert.Equal([0.25, 0.75], record.Done.Select(e => e.BenignAccuracy!.Value));
        Assert.Equal(("a laptop; a server", begun), (record.Machine, record.Begun));
    }

    [Fact]
    public void Of_epochs_without_a_record_the_checkpoint_tells_the_last()
    {
        Recorder(new RunRecord()).OnStart(new RunStart("supervise", 3, 3));
        RunRecord record = RunRecord.At(File);
        Assert.Equal([null, 0.125], record.Done.Select(e => e.BenignAccuracy));
        Assert.Equal((0, "a laptop", null), (record.Done[1].Seconds, record.Machine, record.Begun));
    }

    [Fact]
    public void A_later_version_s_file_is_not_called_damaged()
    {
        _folder.Write("log/run.json", """{"schema": 2, "something": "new"}"""u8.ToArray());
        Assert.Equal(
            $"{File} has the schema 2, and this version of the program knows 1. A later version wrote it: use that one.",
            Assert.Throws<DbdException>(() => RunRecord.At(File)).Message);
    }

    private RunRecorder Recorder(RunRecord earlier, RunRecord? facts = null) => new(
        File, facts ?? s_facts, earlier, () => EpochRecord.Of(0, [SampleRuns.Group("clean_test", ("acc", 0.125))]), _time);

    private static EpochReport Epoch(int epoch, double accuracy) =>
        new(epoch, 3, 0.1, TimeSpan.FromSeconds(65), [SampleRuns.Group("clean_test", ("loss", 0.5), ("acc", accuracy))]);
}
