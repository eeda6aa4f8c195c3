using System.Text;

namespace Dbd.Serialization;

/// <summary>Turns what the file system says into a sentence for the person.</summary>
internal static class WriteGuard
{
    /// <summary>Does something that writes.</summary>
    /// <param name="path">What is written, for the message.</param>
    /// <param name="write">The writing.</param>
    /// <exception cref="DbdException">It failed: no permission, no space, a file where a folder should be.</exception>
    public static void Run(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (FileRefusal.Is(e))
        {
            string advice = FileAdvice.For(
                e, "Free some space or allow writing there, or name other folders as saved_dir and storage_dir.");
            throw new DbdException($"{path} cannot be written: {FileRefusal.Text(e)} {advice}", e);
        }
    }

    /// <summary>Adds text at the end of a file, which is made if it is not there, in one piece.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="DbdException">As of <see cref="Run"/>.</exception>
    public static void Append(string path, string text) => Run(path, () =>
    {
        using FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        SlowWrites.Write(file, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    });
}
