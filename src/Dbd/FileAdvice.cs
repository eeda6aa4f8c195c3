namespace Dbd;

/// <summary>What a person can do about a file that cannot be read or written.</summary>
internal static class FileAdvice
{
    // The same on Linux and macOS, but for the quota.
    private const int FilesOfSystem = 23;
    private const int FilesOfProcess = 24;
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int QuotaOnLinux = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>A sentence by the cause, where the system tells one.</summary>
    /// <param name="exception">What the file system said.</param>
    /// <param name="otherwise">The sentence for other causes.</param>
    public static string For(Exception exception, string otherwise) => exception.HResult switch
    {
        FilesOfSystem or FilesOfProcess => "Raise the number of files that may be open (ulimit -n 1024), or close other programs.",
        NoSpace or QuotaOnLinux or WindowsDiskFull => "Free some space, or name folders on another disk.",
        ReadOnly => "Name folders that can be written.",
        _ => otherwise,
    };
}
