using System.Text;

using Dbd.Serialization;

namespace Dbd.Data;

/// <summary>A text file with the names of the classes, one a line, in label order.</summary>
internal static class ClassList
{
    /// <summary>The file that image folders and IDX data may have beside the pictures.</summary>
    public const string FileName = "classes.txt";

    /// <summary>Reads it.</summary>
    /// <returns>Null if there is no such file.</returns>
    /// <exception cref="DbdException">It has no names, or one twice.</exception>
    public static IReadOnlyList<string>? ReadIfThere(string path)
    {
        if (!File.Exists(path))
            return null;
        string[] names =
        [
            .. SmallText.Lines(path, "the names of the classes, one a line").Select(l => l.Trim()).Where(l => l.Length > 0),
        ];
        if (names.Length == 0)
            throw new DbdException($"{path} has no class names; expected one a line.");
        return names.CountBy(n => n).FirstOrDefault(n => n.Value > 1) is { Key: { } twice }
            ? throw new DbdException($"{path} names the class '{twice}' twice.")
            : names;
    }

    /// <summary>Writes it, safely.</summary>
    /// <exception cref="DbdException">It cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<string> names) =>
        AtomicFile.WriteBytes(path, Encoding.UTF8.GetBytes(string.Concat(names.Select(n => n + "\n"))));
}
