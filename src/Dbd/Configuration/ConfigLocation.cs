namespace Dbd.Configuration;

/// <summary>A place in a configuration.</summary>
/// <param name="File">The file as the user named it, <c>--set</c> for an override, null if unknown.</param>
/// <param name="Line">The line, from 1; 0 if unknown.</param>
/// <param name="Key">The key's path, e.g. <c>backdoor.badnets.trigger_path</c>; empty for the whole file.</param>
public readonly record struct ConfigLocation(string? File, int Line, string Key)
{
    /// <summary><c>file:line: key</c>, without the parts that are unknown.</summary>
    public override string ToString()
    {
        string place = File is null ? "" : Line > 0 ? $"{File}:{Line}" : File;
        return (place, Key) switch
        {
            ("", _) => Key,
            (_, "") => place,
            _ => $"{place}: {Key}",
        };
    }
}
