using System.Text;

using Dbd.Serialization;

namespace Dbd.Data;

/// <summary>Text files beside pictures: names, lists. What is too large is no such file, and is not read.</summary>
internal static class SmallText
{
    // 100,000 classes of long names.
    private const long MaxBytes = 16 << 20;

    /// <summary>Reads the lines.</summary>
    /// <param name="path">The file.</param>
    /// <param name="expected">What should be in it: <c>the names of the classes, one a line</c>.</param>
    /// <exception cref="DbdException">It is missing, unreadable, too large, or not UTF-8.</exception>
    public static string[] Lines(string path, string expected) => DamagedDataException.Naming(path, $"a text file: {expected}", () =>
    {
        if (new FileInfo(path).Length > MaxBytes)
            throw new DbdException($"{path} is over {MaxBytes >> 20} MiB; expected {expected}.");
        Utf8Text.Check(path);
        return File.ReadAllLines(path);
    });

    /// <summary>Reads the first line, of which only a beginning counts.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">So many bytes at most.</param>
    public static string FirstLine(string path, int most)
    {
        byte[] begin = new byte[most];
        using FileStream file = File.OpenRead(path);
        int read = file.ReadAtLeast(begin, most, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(begin, 0, read).ReplaceLineEndings("\n").Split('\n')[0];
    }
}
