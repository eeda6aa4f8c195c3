using System.Collections.Concurrent;

namespace Dbd.Data.Formats.Pictures;

/// <summary>Tells whether a file or folder really lies below a folder, wherever symbolic links lead: data from somewhere must not
/// make a run read files that are not theirs.</summary>
/// <param name="folder">The folder; it may itself be a link, since the user named it.</param>
internal sealed class FolderBoundary(string folder)
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    private readonly string _root = Real(Path.GetFullPath(folder), MostLinks);
    private readonly ConcurrentDictionary<string, string> _folders = new(StringComparer.Ordinal);

    /// <summary>Whether a path lies below the folder.</summary>
    /// <param name="path">A full path.</param>
    /// <exception cref="DbdException">Links lead in a circle.</exception>
    public bool Holds(string path) => RealOf(path) is not null;

    /// <summary>Where a path leads.</summary>
    /// <param name="path">A full path.</param>
    /// <returns>It without links; null if it does not lie below the folder.</returns>
    /// <exception cref="DbdException">Links lead in a circle.</exception>
    public string? RealOf(string path)
    {
        string parent = _folders.GetOrAdd(Path.GetDirectoryName(path)!, p => Real(p, MostLinks));
        string real = Followed(Path.Combine(parent, Path.GetFileName(path)), MostLinks);
        return real.StartsWith(_root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? real
            : null;
    }

    /// <summary>A full path without links in it.</summary>
    private static string Real(string path, int linksLeft)
    {
        string? parent = Path.GetDirectoryName(path);
        return parent is null ? path : Followed(Path.Combine(Real(parent, linksLeft), Path.GetFileName(path)), linksLeft);
    }

    /// <summary>Where a path leads if it is a link; its parent has none.</summary>
    private static string Followed(string path, int linksLeft)
    {
        if (new FileInfo(path).LinkTarget is not { } target)
            return path;
        if (linksLeft == 0)
            throw new DbdException($"{path} leads through more than {MostLinks} symbolic links, or in a circle.");
        return Real(Path.GetFullPath(target, Path.GetDirectoryName(path)!), linksLeft - 1);
    }
}
