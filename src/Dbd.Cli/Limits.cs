namespace Dbd.Cli;

/// <summary>What the system allows this process (<c>ulimit</c>); null where there is no limit, or none is told: it is read on Linux
/// only.</summary>
/// <param name="OpenFiles">How many files may be open at once.</param>
/// <param name="AddressSpace">Bytes.</param>
internal sealed record Limits(long? OpenFiles, long? AddressSpace)
{
    /// <summary>Bytes of address space that training takes, for a small network.</summary>
    public const long UsualAddressSpace = 8_000_000_000;

    private const long FewestFiles = 128;

    /// <summary>Those of this process. Read at its start: when no more files can be opened, it is too late.</summary>
    public static Limits Current { get; } = Read("/proc/self/limits");

    /// <summary>Why nothing can be done here, and what to do; null if all is well. Below this, .NET itself fails.</summary>
    public string? Shortage => OpenFiles < FewestFiles
        ? $"only {OpenFiles} files may be open at once, and it takes {FewestFiles}. Start it where ulimit -n is higher."
        : null;

    /// <summary>What to say before the message of a failure to which a limit may have led; nothing for others.</summary>
    public string Explain(Exception exception)
    {
        for (Exception? cause = exception; cause is not null && AddressSpace < UsualAddressSpace; cause = cause.InnerException)
        {
            if (cause is OutOfMemoryException or DllNotFoundException)
                return $"{AddressSpaceAdvice} ";
        }
        return "";
    }

    /// <summary>What to do about little address space.</summary>
    public string AddressSpaceAdvice =>
        $"The address space is limited to {AddressSpace / 1e9:0.0} GB, and training takes {UsualAddressSpace / 1e9:0.0} GB and more. "
        + "Start it where ulimit -v is higher.";

    /// <summary>Takes them from a table as Linux has it.</summary>
    /// <param name="table">The text of <c>/proc/self/limits</c>.</param>
    public static Limits Parse(string table) => new(Soft(table, "Max open files"), Soft(table, "Max address space"));

    private static Limits Read(string path) => File.Exists(path) ? Parse(File.ReadAllText(path)) : new Limits(null, null);

    // A line is a name, the soft limit, the hard one and the unit, in columns.
    private static long? Soft(string table, string name)
    {
        int at = table.IndexOf(name, StringComparison.Ordinal);
        string word = at < 0 ? "" : table[(at + name.Length)..].TrimStart().Split(' ', 2)[0];
        return long.TryParse(word, out long limit) ? limit : null;
    }
}
