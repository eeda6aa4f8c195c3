using Dbd.Imaging;

namespace Dbd.Data.Formats.Pictures;

/// <summary>What lies in a folder, but for what macOS and file managers leave there.</summary>
internal static class Entries
{
    private static readonly EnumerationOptions s_below = new()
    {
        IgnoreInaccessible = true,
        RecurseSubdirectories = true,
        MaxRecursionDepth = 4,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    private static readonly EnumerationOptions s_all = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    private static readonly EnumerationOptions s_notLinks = new()
    {
        AttributesToSkip = FileAttributes.ReparsePoint,
        IgnoreInaccessible = false,
    };

    /// <summary>The folders in a folder, in ordinal order; none where there is no such folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">Which are seen; null is all.</param>
    /// <exception cref="DbdException">The name of one is not UTF-8, so that it cannot be opened.</exception>
    public static IReadOnlyList<string> Folders(string folder, EnumerationOptions? options = null) =>
        Directory.Exists(folder) ? Seen(Directory.EnumerateDirectories(folder, "*", options ?? s_all)) : [];

    /// <summary>The files in a folder, in ordinal order; none where there is no such folder.</summary>
    public static IReadOnlyList<string> Files(string folder) =>
        Directory.Exists(folder) ? Seen(Directory.EnumerateFiles(folder)) : [];

    /// <summary>Whether a file in a folder is a link. The folder alone is read: to ask for each of many files takes seconds.</summary>
    public static bool HasLinks(string folder) =>
        Directory.EnumerateFiles(folder, "*", s_all).Count() != Directory.EnumerateFiles(folder, "*", s_notLinks).Count();

    /// <summary>Whether a file is a picture, by its name.</summary>
    public static bool IsPicture(string file) => PictureFile.Extensions.Contains(Path.GetExtension(file));

    /// <summary>Whether a picture lies in a folder, and not deeper; as fast as it can be found out.</summary>
    public static bool HasPicture(string folder) =>
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions { IgnoreInaccessible = true }).Any(f => IsVisible(f) && IsPicture(f));

    /// <summary>How many pictures lie in a folder and some levels deeper; links are not followed.</summary>
    public static int CountPictures(string folder) =>
        Directory.EnumerateFiles(folder, "*", s_below).Count(f => IsVisible(f) && IsPicture(f));

    /// <summary>Whether a file or folder is not hidden, by its name.</summary>
    public static bool IsVisible(string path) => Path.GetFileName(path.AsSpan()) is var name && name[0] != '.' && name is not "__MACOSX";

    private static List<string> Seen(IEnumerable<string> paths)
    {
        List<string> seen = [.. paths.Where(IsVisible)];
        seen.Sort(StringComparer.Ordinal);
        // .NET shows other bytes as this sign, and then does not find the file.
        if (seen.Find(p => p.Contains('\uFFFD') && !Path.Exists(p)) is { } unreadable)
            throw new DbdException(
                $"The name of {unreadable} is not UTF-8, so that it cannot be opened. "
                    + "Rename it (convmv -f latin1 -t utf8 does many at once).");
        return seen;
    }
}
