using Dbd.Runs;
using Dbd.Testing;
using Dbd.Torch.Stages;
using Dbd.Torch.Tables;

using Xunit;

namespace Dbd.Torch.Tests.Stages;

/// <summary>A second start in the folders of a run at work.</summary>
public sealed class RunLockTests : IDisposable
{
    private readonly TinyRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Theory]
    [InlineData("supervise", "")]
    [InlineData("supervise", "False")]
    [InlineData("simclr", "False")]
    public void Is_refused_and_leaves_the_run_as_it_is(string stage, string resume)
    {
        _runs.Run(stage, "num_epochs=1");
        string refused = SecondDuring(stage, _runs.Request(stage) with { Resume = resume });
        Assert.StartsWith($"{_runs.Saved(stage)} is in use by process {Environment.ProcessId} on ", refused, StringComparison.Ordinal);
        AssertWhole(stage);
    }

    [Fact]
    public void Is_refused_where_only_one_folder_is_shared()
    {
        string refused = SecondDuring("supervise", _runs.Request("supervise", $"saved_dir={_runs.File("other")}"));
        Assert.StartsWith($"{_runs.Storage("supervise")} is in use by ", refused, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_runs.File("other")));
        AssertWhole("supervise");
    }

    [Fact]
    public void Is_accepted_in_folders_of_its_own_and_after_an_end_of_any_kind()
    {
        TinyRuns.Run("supervise", _runs.Request("supervise"), [new Second(() =>
            _runs.Run("supervise", $"saved_dir={_runs.File("other")}", $"storage_dir={_runs.File("more")}"))], CancellationToken.None);
        Assert.ThrowsAny<DbdException>(() => _runs.Run("supervise", "dataset_dir=/nowhere"));
        Assert.ThrowsAny<DbdException>(() => _runs.Run("supervise", "backdoor.poison_ratio=0.5"));
        using Stopper stopper = new(epoch: 4);
        Assert.Throws<OperationCanceledException>(() =>
            TinyRuns.Run("supervise", _runs.Request("supervise", "num_epochs=6"), [stopper], stopper.Token));
        _runs.Run("supervise", "num_epochs=5");
    }

    [Fact]
    public void Both_folders_may_be_one_under_two_names()
    {
        Directory.CreateDirectory(_runs.File("storage"));
        Directory.CreateSymbolicLink(_runs.File("link"), _runs.File("storage"));
        _runs.Run("supervise", $"saved_dir={_runs.File("link")}");
        Assert.True(File.Exists(_runs.Latest("supervise")));
    }

    [Fact]
    public void Quickstart_is_refused_before_it_draws()
    {
        using LockFile? other = LockFile.TryTake(_runs.File("quick", "seed-100", "lock"), TimeProvider.System);
        QuickstartRequest request = new() { Root = RepositoryRoot.Path, Out = _runs.File("quick") };
        string refused = Assert.Throws<DbdException>(() => Quickstart.Run(request, [], _ => { }, CancellationToken.None)).Message;
        Assert.StartsWith($"{_runs.File("quick", "seed-100")} is in use by process ", refused, StringComparison.Ordinal);
        Assert.Equal(["lock"], Directory.GetFileSystemEntries(_runs.File("quick", "seed-100")).Select(Path.GetFileName));
    }

    private string SecondDuring(string stage, StageRequest request)
    {
        string? refused = null;
        TinyRuns.Run(
            stage,
            _runs.Request(stage),
            [new Second(() => refused = Assert.Throws<DbdException>(() => TinyRuns.Run(stage, request)).Message)],
            CancellationToken.None);
        return refused!;
    }

    // Not moved aside, not written twice, and no lock left.
    private void AssertWhole(string stage)
    {
        string group = stage == "simclr" ? "self_train" : "clean_test";
        Assert.Equal(1 + 3, File.ReadAllLines(_runs.Saved(stage, "log", $"{group}.csv")).Length);
        Assert.Equal(["example"], Directory.GetFileSystemEntries(_runs.File("saved_data", "tiny", stage)).Select(Path.GetFileName));
        Assert.Equal(["example"], Directory.GetFileSystemEntries(_runs.File("storage", "tiny", stage)).Select(Path.GetFileName));
    }

    private sealed class Second(Action start) : IRunObserver
    {
        private bool _isStarted;

        public void OnEpoch(EpochReport epoch)
        {
            if (!_isStarted)
                start();
            _isStarted = true;
        }
    }
}
