namespace Dbd.Serialization;

/// <summary>Tells what is wrong with a CSV file, by what the library throws that reads it.</summary>
internal static class CsvRefusal
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it should be: <c>a CSV file</c>.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="DbdException">It is missing, unreadable, or no such file.</exception>
    public static T Naming<T>(string path, string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e)
            when (e is InvalidDataException or NotSupportedException or ArgumentException
                or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new DbdException($"{path} cannot be read as {what}: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DbdException($"There is no file {path}; it should be {what}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DbdException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
