using System.Text;

using Dbd.Serialization;

namespace Dbd.Data;

/// <summary>A text file with the names of the classes, one a line, in label order.</summary>
internal static class ClassList
{
    /// <summary>The file that image folders and IDX data may have beside the pictures.</summary>
    public const string FileName = "classes.txt";

    // 100,000 classes of long names; more is no list of classes.
    private const long MaxBytes = 16 << 20;

    /// <summary>Reads it.</summary>
    /// <returns>Null if there is no such file.</returns>
    /// <exception cref="DbdException">It has no names, or one twice.</exception>
    public static IReadOnlyList<string>? ReadIfThere(string path)
    {
        if (!File.Exists(path))
            return null;
        if (new FileInfo(path).Length > MaxBytes)
            throw new DbdException($"{path} is over {MaxBytes >> 20} MiB; expected the names of the classes, one a line.");
        string[] names =
        [
            .. DamagedDataException.Naming(path, "a list of classes", () => File.ReadAllLines(path))
                .Select(l => l.Trim())
                .Where(l => l.Length > 0),
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
