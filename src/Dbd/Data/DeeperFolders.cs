namespace Dbd.Data;

/// <summary>The folders in which data may lie that were unpacked into a folder of their own.</summary>
internal static class DeeperFolders
{
    private const int Depth = 2;

    // A data set has a folder a class; more than these are no wrapping.
    private const int MostLooked = 200;

    /// <summary>The folders below a folder, nearer ones first, a few levels deep.</summary>
    /// <param name="path">The folder; nothing is below what is none.</param>
    public static IEnumerable<string> Of(string path)
    {
        IEnumerable<string> level = [UserPath.Expand(path)];
        for (int depth = 0; depth < Depth; depth++)
        {
            level = [.. level.SelectMany(Below).Take(MostLooked)];
            foreach (string folder in level)
                yield return folder;
        }
    }

    private static IEnumerable<string> Below(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateDirectories(folder, "*", new EnumerationOptions { IgnoreInaccessible = true }).Order(StringComparer.Ordinal)
        : [];
}
