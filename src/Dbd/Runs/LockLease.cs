using System.Text;

namespace Dbd.Runs;

/// <summary>What keeps a lock across machines where the file system's own locks end at each: the holder's machine stands in the file, and
/// the holder writes the file anew every while. One that has not been written for longer was left by a machine that is gone.</summary>
/// <remarks>The time is the file system's, which all machines see; their clocks may differ. On one machine the operating system
/// tells.</remarks>
internal sealed class LockLease : IDisposable
{
    /// <summary>For how long a lock counts that was not renewed.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(2);

    private const string Label = "machine ";
    private const string BootId = "/proc/sys/kernel/random/boot_id";

    private static readonly TimeSpan s_renewal = TimeSpan.FromSeconds(20);

    private readonly ITimer _timer;

    /// <summary>Begins to renew.</summary>
    /// <param name="write">Writes the file anew.</param>
    /// <param name="time">The clock.</param>
    public LockLease(Action write, TimeProvider time) => _timer = time.CreateTimer(_ => Renew(write), null, s_renewal, s_renewal);

    /// <summary>The line that names this machine: of two with one name, and of one that was started anew, it differs.</summary>
    public static string Machine { get; } = Label + (File.Exists(BootId) ? File.ReadAllText(BootId).Trim() : Environment.MachineName);

    /// <summary>Whether another machine holds a lock, as far as its file tells.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What is in it.</param>
    public static bool IsElsewhere(string path, string content) =>
        content.Split('\n').FirstOrDefault(line => line.StartsWith(Label, StringComparison.Ordinal)) is { } machine
            && machine != Machine
            && AgeOf(path) < Length;

    public void Dispose() => _timer.Dispose();

    // By the clock that gave the file its time.
    private static TimeSpan AgeOf(string path)
    {
        string probe = $"{path}.{Guid.NewGuid():N}";
        File.WriteAllBytes(probe, Encoding.ASCII.GetBytes("now"));
        DateTime now = File.GetLastWriteTimeUtc(probe);
        File.Delete(probe);
        return now - File.GetLastWriteTimeUtc(path);
    }

    private static void Renew(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // The disk is full, or it is over: the next time, or never.
        }
    }
}
