using Dbd.Serialization;

namespace Dbd.Poisoning.Export;

/// <summary>A folder that is written whole or not at all, where nothing was.</summary>
internal static class NewFolder
{
    /// <summary>Refuses a place where something is, or nothing can be written.</summary>
    /// <param name="path">As the person named it.</param>
    /// <exception cref="DbdException">It is so.</exception>
    public static void CheckFree(string path)
    {
        if (Path.Exists(UserPath.Expand(path)))
            throw new DbdException($"{path} is there already, and nothing is overwritten. Name another folder, or move it away.");
        WritablePlace.Check(UserPath.Expand(path));
    }

    /// <summary>Refuses a place within data, to which what is written would be added.</summary>
    /// <param name="path">As the person named it.</param>
    /// <param name="data">Where the data lie.</param>
    /// <exception cref="DbdException">It is so.</exception>
    public static void CheckApart(string path, string data)
    {
        if (UserPath.IsWithin(path, data))
            throw new DbdException($"{path} lies within the data {data}, to which it would be added. Name a folder elsewhere.");
    }

    /// <summary>Writes everything beside the folder and renames it, so that the folder is complete or not there.</summary>
    /// <param name="path">As the person named it.</param>
    /// <param name="write">Writes into the folder that it is given.</param>
    /// <exception cref="DbdException">Something is there, or cannot be written.</exception>
    public static void Write(string path, Action<string> write)
    {
        CheckFree(path);
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(UserPath.Expand(path)));
        string beside = $"{target}.partial-{Guid.NewGuid().ToString("N")[..8]}";
        try
        {
            write(beside);
            Directory.Move(beside, target);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DbdException($"{path} cannot be written: {e.Message} Free some space, or name another folder.", e);
        }
        finally
        {
            if (Directory.Exists(beside))
                Directory.Delete(beside, recursive: true);
        }
    }
}
