using Dbd.Configuration;

namespace Dbd;

/// <summary>Paths as a person writes them.</summary>
internal static class UserPath
{
    /// <summary>Puts the home folder in place of a leading <c>~</c>.</summary>
    /// <param name="path">A path, e.g. <c>~/dataset/cifar-10</c>.</param>
    /// <exception cref="ConfigException">It is empty.</exception>
    public static string Expand(string path) =>
        path.Length == 0 ? throw new ConfigException("", "A path is empty.", "Name a file or a folder.")
            : path == "~" || path.StartsWith("~/") ? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[1..])
            : path;

    /// <summary>Whether a place is a folder, or lies in it or deeper; links are not followed.</summary>
    /// <param name="path">The place, as a person writes it.</param>
    /// <param name="folder">The folder, likewise.</param>
    public static bool IsWithin(string path, string folder)
    {
        string outer = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Expand(folder))) + Path.DirectorySeparatorChar;
        return (Path.GetFullPath(Expand(path)) + Path.DirectorySeparatorChar).StartsWith(outer, StringComparison.Ordinal);
    }
}
