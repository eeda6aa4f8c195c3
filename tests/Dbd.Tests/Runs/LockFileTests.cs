using Dbd.Runs;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Runs;

public sealed class LockFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder.File("run", "lock");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void One_has_it_at_a_time_and_leaves_nothing()
    {
        using (LockFile? first = LockFile.TryTake(Path, TimeProvider.System))
        {
            Assert.True(first?.IsKept);
            Assert.Null(LockFile.TryTake(Path, TimeProvider.System));
        }
        Assert.False(File.Exists(Path));
        using LockFile? then = LockFile.TryTake(Path, TimeProvider.System);
        Assert.NotNull(then);
    }

    [Fact]
    public void Who_comes_second_is_told_who_has_it_and_what_to_do()
    {
        DateTime begin = DateTime.UtcNow;
        using LockFile? first = LockFile.TryTake(Path, TimeProvider.System);
        string message = Assert.Throws<DbdException>(() => LockFile.Take(Path, "Folder f", "Wait.", TimeProvider.System)).Message;
        string told = $"Folder f is in use by process {Environment.ProcessId} on {Environment.MachineName}, since ";
        Assert.StartsWith(told, message, StringComparison.Ordinal);
        Assert.EndsWith(" UTC. Wait.", message, StringComparison.Ordinal);
        DateTime since = DateTime.Parse(message[told.Length..^" UTC. Wait.".Length], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(since, begin.AddSeconds(-1), DateTime.UtcNow);
    }

    [Fact]
    public void What_a_dead_process_left_does_not_block_and_is_known()
    {
        _folder.Write(
            "run/lock",
            [
                .. "process 7 on elsewhere, since 2026-01-02 03:04:05 UTC\n"u8,
                .. "and much more than the new words have in all their lines\n"u8,
            ]);
        using (LockFile? taken = LockFile.TryTake(Path, TimeProvider.System))
        {
            Assert.Equal("process 7 on elsewhere, since 2026-01-02 03:04:05 UTC", taken?.Earlier);
            Assert.True(taken!.IsAt(Path));
        }
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public void What_another_machine_has_lately_written_is_taken_until_it_falls_silent()
    {
        byte[] content = "process 7 on elsewhere, since 2026-01-02 03:04:05 UTC\n0123\nmachine of-another-boot\n"u8.ToArray();
        _folder.Write("run/lock", content);
        Assert.Null(LockFile.TryTake(Path, TimeProvider.System));
        string message = Assert.Throws<DbdException>(() => LockFile.Take(Path, "Folder f", "Wait.", TimeProvider.System)).Message;
        Assert.Equal(
            "Folder f is in use by process 7 on elsewhere, since 2026-01-02 03:04:05 UTC. "
                + "If that machine is gone, it is free within 2 minutes. Wait.",
            message);
        Assert.Equal(content, File.ReadAllBytes(Path));
        Assert.Equal([Path], Directory.GetFiles(_folder.File("run")));

        File.SetLastWriteTimeUtc(Path, DateTime.UtcNow - LockLease.Length - TimeSpan.FromSeconds(1));
        using LockFile? taken = LockFile.TryTake(Path, TimeProvider.System);
        Assert.Equal("process 7 on elsewhere, since 2026-01-02 03:04:05 UTC", taken?.Earlier);
    }

    [Fact]
    public void What_is_held_is_written_again_and_again()
    {
        ByHand time = new();
        using (LockFile? held = LockFile.TryTake(Path, time))
        {
            File.SetLastWriteTimeUtc(Path, DateTime.UnixEpoch);
            time.Tick();
            Assert.InRange(File.GetLastWriteTimeUtc(Path), DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddMinutes(1));
            Assert.True(held?.IsAt(Path));
        }
        Assert.False(File.Exists(Path));
        // The last tick may come late.
        time.Tick();
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public void Of_many_at_once_one_has_it()
    {
        int holders = 0;
        Parallel.For(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            using LockFile? taken = LockFile.TryTake(Path, TimeProvider.System);
            if (taken is null)
                return;
            Assert.Equal(1, Interlocked.Increment(ref holders));
            Assert.True(taken.IsAt(Path));
            Interlocked.Decrement(ref holders);
        });
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_not_taken_for_one_in_use()
    {
        _folder.Write("run", [1]);
        string message = Assert.Throws<DbdException>(() => LockFile.TryTake(Path, TimeProvider.System)).Message;
        Assert.StartsWith($"{_folder.File("run")} cannot be written: ", message, StringComparison.Ordinal);
    }

    /// <summary>Timers that the test winds on.</summary>
    private sealed class ByHand : TimeProvider
    {
        public Action Tick { get; private set; } = () => { };

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Tick = () => callback(state);
            return base.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
