namespace Dbd;

/// <summary>Paths as a person writes them.</summary>
public static class UserPath
{
    /// <summary>Puts the home folder in place of a leading <c>~</c>.</summary>
    /// <param name="path">A path, e.g. <c>~/dataset/cifar-10</c>.</param>
    public static string Expand(string path) => path == "~" || path.StartsWith("~/")
        ? Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[1..])
        : path;
}
