using System.Security.Cryptography;
using System.Text;

using Dbd.Runs;

using Xunit;

namespace Dbd.Torch.Tests.Stages;

/// <summary>The record that every run keeps.</summary>
public sealed class StageRecordTests : IDisposable
{
    private readonly TinyRuns _runs = new();

    private string File => _runs.Saved("supervise", "log", RunRecord.FileName);

    private string Log => System.IO.File.ReadAllText(_runs.Saved("supervise", "log", "supervise.log"));

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void It_says_what_was_run_and_with_what()
    {
        _runs.Run("supervise", "num_epochs=1");
        RunRecord record = RunRecord.At(File);
        Assert.Equal(("dbd", "supervise", "badnets", 100, 1), (record.Program, record.Stage, record.Attack, record.Seed, record.Epochs));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(record.Configuration!))), record.ConfigurationHash);
        Assert.StartsWith($"dbd supervise --config {_runs.Config("supervise")} --gpu cpu --set ", record.Command, StringComparison.Ordinal);
        Assert.Contains($"index {record.PoisonHash})", Log, StringComparison.Ordinal);
        Assert.True(Assert.Single(record.Done).Seconds > 0);
    }

    [Fact]
    public void A_run_of_before_goes_on_with_what_its_csv_files_tell()
    {
        _runs.Run("supervise", "num_epochs=2");
        RunRecord whole = RunRecord.At(File);
        System.IO.File.Delete(File);
        _runs.Run("supervise", "num_epochs=3");
        RunRecord record = RunRecord.At(File);
        Assert.Equal(whole.Done.Select(e => e.BenignAccuracy), record.Done.Take(2).Select(e => e.BenignAccuracy));
        Assert.Equal([0, 0], record.Done.Take(2).Select(e => e.Seconds));
        Assert.Equal((3, null), (record.Done.Count, record.Begun));
    }

    [Fact]
    public void A_run_of_before_RA_was_measured_goes_on_and_lacks_it_in_its_first_epochs()
    {
        _runs.Run("supervise", "num_epochs=2");
        RunRecord whole = RunRecord.At(File);
        Assert.All(whole.Done, e => Assert.NotNull(e.RobustAccuracy));
        (whole with { Done = [.. whole.Done.Select(Without)] }).Save(File);
        string csv = _runs.Saved("supervise", "log", "robust_test.csv");
        System.IO.File.Delete(csv);
        _runs.Run("supervise", "num_epochs=3");
        RunRecord record = RunRecord.At(File);
        Assert.Equal([null, null], record.Done.Take(2).Select(e => e.RobustAccuracy));
        Assert.NotNull(record.RobustAccuracy);
        Assert.Equal(["acc,target recall,epoch", "nan,nan,1", "nan,nan,2"], System.IO.File.ReadAllLines(csv)[..3]);

        static EpochRecord Without(EpochRecord epoch) =>
            epoch with { Readings = epoch.Readings.Where(g => g.Key != GroupName.RobustTest).ToDictionary() };
    }

    [Fact]
    public void Where_the_csv_files_are_damaged_the_checkpoint_tells_the_last_epoch_and_the_log_why()
    {
        _runs.Run("supervise", "num_epochs=2");
        RunRecord whole = RunRecord.At(File);
        System.IO.File.Delete(File);
        System.IO.File.WriteAllText(_runs.Saved("supervise", "log", "clean_test.csv"), "loss,acc\n1\n2\n");
        _runs.Run("supervise", "num_epochs=2");
        Assert.Equal([null, whole.BenignAccuracy], RunRecord.At(File).Done.Select(e => e.BenignAccuracy));
        Assert.Contains("The record lacks what earlier epochs gave: ", Log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_one_is_left_as_it_is()
    {
        _runs.Run("supervise", "num_epochs=1");
        System.IO.File.WriteAllText(File, "{");
        DbdException refused = Assert.Throws<DbdException>(() => _runs.Run("supervise", "num_epochs=2"));
        Assert.Contains("Remove it: the run goes on from its checkpoint", refused.Message, StringComparison.Ordinal);
        Assert.Equal("{", System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void An_observer_that_throws_does_not_take_the_run_with_it()
    {
        TinyRuns.Run("supervise", _runs.Request("supervise", "num_epochs=2"), [new Broken()], CancellationToken.None);
        Assert.Equal(2, RunRecord.At(File).Done.Count);
        Assert.Single(
            Log.Split('\n'), line => line.Contains("Broken failed and is told nothing more; the run goes on.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_record_that_cannot_be_written_ends_the_run()
    {
        Directory.CreateDirectory(File);
        Assert.Throws<DbdException>(() => _runs.Run("supervise", "num_epochs=1"));
        Assert.False(System.IO.File.Exists(_runs.Latest("supervise")));
    }

    private sealed class Broken : IRunObserver
    {
        public void OnEpoch(EpochReport epoch) => throw new InvalidOperationException("No screen.");
    }
}
