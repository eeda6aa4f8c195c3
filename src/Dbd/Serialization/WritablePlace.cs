namespace Dbd.Serialization;

/// <summary>Refuses a place that cannot be written before the work begins whose result is to go there.</summary>
internal static class WritablePlace
{
    /// <summary>Makes a file there for a moment, or in the nearest folder above it that there is. Nothing is left.</summary>
    /// <param name="path">The file or folder that is to be written, as the user named it.</param>
    /// <exception cref="DbdException">No file can be made there.</exception>
    public static void Check(string path)
    {
        string place = Path.GetFullPath(path);
        if (File.Exists(place))
            place = Path.GetDirectoryName(place)!;
        while (!Path.Exists(place) && Path.GetDirectoryName(place) is { } above)
            place = above;
        try
        {
            using FileStream made = new(
                Path.Combine(place, $".dbd-{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1,
                FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (FileRefusal.Is(e))
        {
            string why = File.Exists(place) ? "it is a file." : FileRefusal.Text(e);
            string advice = FileAdvice.For(e, "Allow writing there, or name another place.");
            throw new DbdException($"{path} cannot be written, since {place} cannot: {why} {advice}", e);
        }
    }
}
