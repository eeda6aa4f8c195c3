namespace Dbd.Runs;

/// <summary>Folders that were made before it is known whether anything comes into them.</summary>
internal sealed class MadeFolders
{
    private readonly Stack<string> _made = [];

    /// <summary>Makes a folder, and those above it that are not there.</summary>
    /// <param name="folder">Its full path.</param>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public void Make(string folder)
    {
        List<string> missing = [];
        for (string? place = folder; place is not null && !Directory.Exists(place); place = Path.GetDirectoryName(place))
            missing.Add(place);
        Directory.CreateDirectory(folder);
        missing.Reverse();
        missing.ForEach(_made.Push);
    }

    /// <summary>Removes those in which there is nothing.</summary>
    public void RemoveEmpty()
    {
        while (_made.TryPop(out string? folder))
        {
            try
            {
                Directory.Delete(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // There is something in it.
                continue;
            }
        }
    }
}
