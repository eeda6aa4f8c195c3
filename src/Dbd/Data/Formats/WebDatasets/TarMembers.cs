using System.Formats.Tar;

using Dbd.Serialization;

namespace Dbd.Data.Formats.WebDatasets;

/// <summary>A file within a tar file.</summary>
/// <param name="Name">Its path there.</param>
/// <param name="Offset">Where its content begins.</param>
/// <param name="Length">How long it is.</param>
internal readonly record struct TarMember(string Name, long Offset, long Length);

/// <summary>Lists the files within a tar file.</summary>
internal static class TarMembers
{
    /// <summary>Lists them, in the file's order.</summary>
    /// <param name="path">The tar file.</param>
    /// <param name="most">No more than that are looked for.</param>
    /// <param name="cancellation">Stops between two.</param>
    /// <exception cref="DbdException">It is damaged, or one leads out of it; the message names it.</exception>
    public static List<TarMember> List(string path, int most, CancellationToken cancellation)
    {
        try
        {
            return DamagedDataException.Naming(path, "a tar file", () => Listed(path, most, cancellation));
        }
        catch (Exception e) when (e is not (DbdException or OperationCanceledException))
        {
            // The library tells damage by exceptions of many kinds.
            throw new DbdException($"{path} cannot be read as a tar file: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static List<TarMember> Listed(string path, int most, CancellationToken cancellation)
    {
        using FileStream file = File.OpenRead(path);
        TarGuard.Check(file);
        file.Position = 0;
        using TarReader tar = new(file);
        List<TarMember> members = [];
        while (members.Count < most && tar.GetNextEntry() is { } entry)
        {
            cancellation.ThrowIfCancellationRequested();
            string name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            if (name.Length == 0 && entry.EntryType == TarEntryType.Directory)
                continue;
            if (name.StartsWith('/') || name.Contains('\\') || name.Contains('\0') || name.Split('/').Contains(".."))
                throw new DamagedDataException($"its '{name}' leads out of it.");
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
                continue;
            if (entry.DataOffset < 0 || entry.Length < 0 || entry.Length > file.Length - entry.DataOffset)
                throw new DamagedDataException($"its '{name}' claims {entry.Length} bytes, more than there are.");
            members.Add(new TarMember(name, entry.DataOffset, entry.Length));
        }
        return members;
    }
}
