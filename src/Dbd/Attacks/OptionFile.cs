using Dbd.Configuration;

namespace Dbd.Attacks;

/// <summary>A file that an attack's option names.</summary>
internal static class OptionFile
{
    /// <summary>Reads it; <c>~</c> is the home folder.</summary>
    /// <param name="key">The option.</param>
    /// <param name="path">Its value.</param>
    /// <param name="what">What the file is, for people.</param>
    /// <param name="advice">What to do if there is none, as a sentence.</param>
    /// <param name="read">Reads the file.</param>
    /// <exception cref="ConfigException">There is no such file, or it cannot be read.</exception>
    public static T Read<T>(string key, string path, string what, string advice, Func<string, T> read)
    {
        string file = UserPath.Expand(path);
        if (File.Exists(file))
            return Naming(key, () => read(file));
        string hint = Path.IsPathRooted(file) ? "" : $" Relative paths start at {Directory.GetCurrentDirectory()}.";
        throw new ConfigException(key, $"The {what} {file} does not exist.", $"{advice}{hint}");
    }

    /// <summary>Tells what is wrong with a file as an error of its option.</summary>
    /// <param name="key">The option.</param>
    /// <param name="read">Reads the file.</param>
    /// <exception cref="ConfigException">It cannot be read.</exception>
    public static T Naming<T>(string key, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DbdException e)
        {
            throw new ConfigException(key, e.Message, inner: e);
        }
    }
}
