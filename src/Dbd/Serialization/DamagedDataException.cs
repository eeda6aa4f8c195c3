namespace Dbd.Serialization;

/// <summary>Bytes that are not what they should be: damaged, hostile, or of another format.</summary>
/// <remarks>What reads a file catches it and adds the file's name.</remarks>
internal sealed class DamagedDataException : DbdException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="problem">What is wrong, as a sentence.</param>
    /// <param name="inner">What caused it, if anything.</param>
    public DamagedDataException(string problem, Exception? inner = null)
        : base(problem, inner)
    {
    }

    /// <summary>Uses the content of a file, and names the file in what goes wrong.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it should be: <c>a PyTorch checkpoint</c>.</param>
    /// <param name="use">Uses it.</param>
    /// <exception cref="DbdException">The content is not as it should be.</exception>
    public static void Naming(string path, string what, Action use) => Naming(path, what, () =>
    {
        use();
        return true;
    });

    /// <summary>Runs a reader and names the file in what it reports.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="what">What it should be, e.g. <c>a NumPy array</c>.</param>
    /// <param name="read">Reads it.</param>
    /// <returns>What <paramref name="read"/> gave.</returns>
    /// <exception cref="DbdException">The file is missing, unreadable or damaged.</exception>
    public static T Naming<T>(string path, string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DamagedDataException e)
        {
            throw new DbdException($"{path} cannot be read as {what}: {e.Message}", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DbdException($"{path} does not exist; it should be {what}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DbdException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
