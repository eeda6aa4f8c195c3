namespace Dbd.Data.Storage;

/// <summary>The folders with decoded pictures: one beside the runs of each <c>storage_dir</c>, for all of them.</summary>
internal static class CacheFolder
{
    /// <summary>What all of them are called.</summary>
    public const string Name = "cache";

    private static readonly EnumerationOptions s_below = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <summary>The folder of a <c>storage_dir</c>.</summary>
    public static string In(string storage) => Path.Combine(storage, Name);

    /// <summary>Deletes all files of this kind in a folder and below, also what an interrupted run left; and their folders where nothing
    /// else is in them. A run that still reads one goes on, on Linux and macOS.</summary>
    /// <returns>How many files, and how many bytes they had.</returns>
    /// <exception cref="DbdException">There is no such folder, or a file cannot be deleted.</exception>
    public static (int Files, long Bytes) Clear(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DbdException($"There is no folder {folder}.");
        (int files, long bytes) = (0, 0);
        foreach (string path in Directory.EnumerateFiles(folder, "*", s_below).Where(IsCache).ToList())
        {
            long length = new FileInfo(path).Length;
            Delete(path);
            (files, bytes) = (files + 1, bytes + length);
        }
        return (files, bytes);
    }

    // By its place, its name and what it begins with: nothing of a person's is deleted.
    private static bool IsCache(string path)
    {
        if (Path.GetFileName(Path.GetDirectoryName(path)) != Name)
            return false;
        if (path.EndsWith(PictureCacheWriter.Unfinished, StringComparison.Ordinal))
            return path.Contains($"{PictureCache.Extension}.", StringComparison.Ordinal);
        return path.EndsWith(PictureCache.Extension, StringComparison.Ordinal) && PictureCache.IsOne(path);
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
            if (Path.GetDirectoryName(path) is { } folder && !Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DbdException($"The cache {path} cannot be deleted: {e.Message}", e);
        }
    }
}
