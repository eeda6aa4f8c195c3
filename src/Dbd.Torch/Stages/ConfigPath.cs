namespace Dbd.Torch.Stages;

/// <summary>Finds a configuration that another one names.</summary>
internal static class ConfigPath
{
    /// <summary>The path as it stands, from the working folder, or from a folder above the other.</summary>
    /// <param name="written">The path as it is written.</param>
    /// <param name="from">The file in which it is written.</param>
    /// <returns>Null if there is no such file.</returns>
    public static string? Find(string written, string from)
    {
        if (File.Exists(written))
            return written;
        for (DirectoryInfo? d = Directory.GetParent(Path.GetFullPath(from)); d is not null; d = d.Parent)
        {
            if (File.Exists(Path.Combine(d.FullName, written)))
                return Path.GetFullPath(written, d.FullName);
        }
        return null;
    }
}
