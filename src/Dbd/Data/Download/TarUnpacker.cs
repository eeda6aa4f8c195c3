using System.Formats.Tar;
using System.IO.Compression;

namespace Dbd.Data.Download;

/// <summary>Unpacks named files of one folder of a <c>.tar.gz</c>, nothing else: the archive never decides where they go.</summary>
internal static class TarUnpacker
{
    // Twice what the largest of CIFAR-10 has.
    private const long LargestFile = 64 << 20;
    private const int MostEntries = 100;

    /// <summary>Unpacks.</summary>
    /// <param name="archive">The <c>.tar.gz</c>.</param>
    /// <param name="folder">The folder in it.</param>
    /// <param name="files">Names of files in that folder; all must be there.</param>
    /// <param name="target">An existing folder.</param>
    /// <param name="cancellation">Stops between files.</param>
    /// <exception cref="DamagedArchiveException">It is damaged, hostile, or lacks a file.</exception>
    public static void Unpack(string archive, string folder, IReadOnlyList<string> files, string target, CancellationToken cancellation)
    {
        try
        {
            using FileStream stream = File.OpenRead(archive);
            using GZipStream unzipped = new(stream, CompressionMode.Decompress);
            using TarReader tar = new(unzipped);
            HashSet<string> missing = [.. files];
            for (int entries = 0; tar.GetNextEntry() is { } entry; entries++)
            {
                cancellation.ThrowIfCancellationRequested();
                Check(entry, entries);
                string? wanted = missing.FirstOrDefault(f => Plain(entry.Name) == $"{folder}/{f}");
                if (wanted is null || entry.DataStream is null)
                    continue;
                using FileStream output = new(Path.Combine(target, wanted), FileMode.CreateNew);
                entry.DataStream.CopyTo(output);
                output.Flush(flushToDisk: true);
                missing.Remove(wanted);
            }
            if (missing.Count > 0)
                throw new DamagedArchiveException($"it lacks {string.Join(", ", missing.Select(f => $"{folder}/{f}"))}.");
        }
        catch (Exception e)
            when (e is EndOfStreamException
                or not (DbdException or OperationCanceledException or IOException or UnauthorizedAccessException))
        {
            // The library tells damage by exceptions of many kinds.
            throw new DamagedArchiveException($"it is no whole .tar.gz: {e.Message}", e);
        }
    }

    private static void Check(TarEntry entry, int before)
    {
        string name = Plain(entry.Name);
        if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile
            or TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes))
            throw new DamagedArchiveException($"its '{name}' is a {entry.EntryType}, where only files and folders belong.");
        if (Path.IsPathRooted(name) || name.Contains('\\') || name.Split('/').Contains(".."))
            throw new DamagedArchiveException($"its '{name}' leads out of the folder.");
        if (entry.Length > LargestFile || before >= MostEntries)
            throw new DamagedArchiveException($"it is larger than CIFAR-10 (at '{name}').");
    }

    private static string Plain(string name) => name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
}
