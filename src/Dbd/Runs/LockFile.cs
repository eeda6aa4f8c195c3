using System.Runtime.InteropServices;
using System.Text;

using Microsoft.Win32.SafeHandles;

namespace Dbd.Runs;

/// <summary>A file that one process has at a time, and that tells which. The operating system takes the lock back when that process ends,
/// however it does; ended in order, it deletes the file. Where that lock ends at the machine, <see cref="LockLease"/> keeps other machines
/// out.</summary>
internal sealed partial class LockFile : IDisposable
{
    private readonly FileStream _file;

    // The second line makes it like no other.
    private readonly string _content;
    private readonly LockLease _lease;

    private LockFile(FileStream file, TimeProvider time)
    {
        _file = file;
        DateTimeOffset now = time.GetUtcNow();
        _lease = new LockLease(Write, time);
        _content = $"process {Environment.ProcessId} on {Environment.MachineName}, since {now:yyyy-MM-dd HH:mm:ss} UTC\n"
            + $"{Guid.NewGuid():N}\n{LockLease.Machine}\n";
    }

    /// <summary>Who had it and did not end in order, as far as the file tells; empty if nobody.</summary>
    public string Earlier { get; private set; } = "";

    /// <summary>Whether it keeps others out. Some network file systems have no locks, and .NET then goes on in silence.</summary>
    public bool IsKept
    {
        get
        {
            try
            {
                using FileStream again = new(_file.Name, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                return false;
            }
            catch (IOException)
            {
                return true;
            }
        }
    }

    /// <summary>Takes a lock.</summary>
    /// <param name="path">The file; its folder is made if it is not there.</param>
    /// <param name="time">The clock.</param>
    /// <param name="made">Is told of folders that are made.</param>
    /// <returns>To be disposed when done; null while another has it, in this process too.</returns>
    /// <exception cref="DbdException">It cannot be written: no permission, no space, too many open files.</exception>
    public static LockFile? TryTake(string path, TimeProvider time, MadeFolders? made = null)
    {
        try
        {
            (made ?? new MadeFolders()).Make(Path.GetDirectoryName(Path.GetFullPath(path))!);
            if (LockLease.IsElsewhere(path, ContentOf(path)))
                return null;
            // With these options .NET on Unix looks whether the file it has locked was deleted meanwhile, and takes the new one then.
            FileShare readable = OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None;
            FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, readable, bufferSize: 0, FileOptions.DeleteOnClose);
            LockFile taken = new(file, time);
            taken.Sign();
            return taken;
        }
        catch (IOException e) when (IsTaken(e))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string advice = FileAdvice.For(e, "Allow writing there, or name another folder.");
            throw new DbdException($"{Path.GetDirectoryName(path)} cannot be written: {e.Message} {advice}", e);
        }
    }

    /// <summary>Takes a lock that nobody else must have.</summary>
    /// <param name="path">As for <see cref="TryTake"/>.</param>
    /// <param name="what">What it stands for, in the message.</param>
    /// <param name="advice">What to do instead.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="DbdException">Another has it, or it cannot be written.</exception>
    public static LockFile Take(string path, string what, string advice, TimeProvider time) =>
        TryTake(path, time) ?? throw InUse(path, what, advice);

    /// <summary>The refusal of who comes second.</summary>
    public static DbdException InUse(string path, string what, string advice)
    {
        string content = ContentOf(path);
        string holder = HolderIn(content) is { Length: > 0 } named ? named : "another process";
        string gone = LockLease.IsElsewhere(path, content)
            ? $"If that machine is gone, it is free within {LockLease.Length.TotalMinutes:0} minutes. "
            : "";
        return new DbdException($"{what} is in use by {holder}. {gone}{advice}");
    }

    /// <summary>Whether a path leads to this very file.</summary>
    public bool IsAt(string path) => ContentOf(path) == _content;

    public void Dispose()
    {
        _lease.Dispose();
        _file.Dispose();
    }

    private void Sign()
    {
        try
        {
            Earlier = HolderIn(ContentOf(_file.Name));
            _file.SetLength(0);
            Write();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private void Write() => RandomAccess.Write(_file.SafeFileHandle, Encoding.UTF8.GetBytes(_content), 0);

    private static bool IsTaken(IOException e)
    {
        const int sharingViolation = unchecked((int)0x80070020);
        int wouldBlock = OperatingSystem.IsMacOS() ? 35 : 11;
        return e.HResult == (OperatingSystem.IsWindows() ? sharingViolation : wouldBlock);
    }

    private static string HolderIn(string content) => content.Split('\n')[0];

    // .NET would ask for a lock of its own to read.
    private static string ContentOf(string path)
    {
        try
        {
            using SafeFileHandle file = OperatingSystem.IsWindows()
                ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
                : OpenUnlocked(path, flags: 0);
            byte[] content = new byte[512];
            return file.IsInvalid ? "" : Encoding.UTF8.GetString(content, 0, RandomAccess.Read(file, content, 0));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenUnlocked(string path, int flags);
}
