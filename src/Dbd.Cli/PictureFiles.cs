using Dbd.Imaging;

namespace Dbd.Cli;

/// <summary>Finds picture files.</summary>
internal static class PictureFiles
{
    /// <summary>The files that some arguments name.</summary>
    /// <param name="arguments">Files, taken as they are, and folders, searched to the bottom for the extensions of pictures.</param>
    /// <returns>In the order of the arguments; those of a folder in the order of their paths.</returns>
    /// <exception cref="DbdException">Something is not there, or a folder has no picture.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> arguments) => [.. arguments.SelectMany(Find)];

    private static string[] Find(string argument)
    {
        if (!Directory.Exists(argument))
            return File.Exists(argument) ? [argument] : throw new DbdException($"There is no picture or folder {argument}.");
        string[] found =
        [
            .. Directory.EnumerateFiles(argument, "*", SearchOption.AllDirectories)
                .Where(f => PictureFile.Extensions.Contains(Path.GetExtension(f)))
                .Order(StringComparer.Ordinal),
        ];
        return found.Length > 0
            ? found
            : throw new DbdException($"The folder {argument} has no picture ({string.Join(", ", PictureFile.Extensions)}).");
    }
}
