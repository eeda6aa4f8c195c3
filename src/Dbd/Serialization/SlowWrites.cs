namespace Dbd.Serialization;

/// <summary>Writing in pieces with a pause after each, so that <c>tests/faults</c> can end the program within a write. For tests only:
/// asked for by the environment variable <c>DBD_SLOW_WRITES</c>, the pause in milliseconds.</summary>
internal static class SlowWrites
{
    /// <summary>How many pieces a file, or what is added to one, is written in.</summary>
    public const int Pieces = 8;

    private static readonly int s_pause = int.TryParse(Environment.GetEnvironmentVariable("DBD_SLOW_WRITES"), out int milliseconds)
        ? milliseconds
        : 0;

    /// <summary>Writes content; in one go unless the variable is set.</summary>
    public static void Write(Stream file, Action<Stream> write) => Write(file, write, s_pause);

    /// <summary>The same with a pause of so many milliseconds; 0 writes in one go.</summary>
    internal static void Write(Stream file, Action<Stream> write, int pause)
    {
        if (pause <= 0)
        {
            write(file);
            return;
        }
        using MemoryStream content = new();
        write(content);
        foreach (byte[] piece in content.ToArray().Chunk(1 + (int)(content.Length / Pieces)))
        {
            file.Write(piece);
            file.Flush();
            Thread.Sleep(pause);
        }
    }
}
