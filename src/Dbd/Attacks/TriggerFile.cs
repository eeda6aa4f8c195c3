using Dbd.Configuration;
using Dbd.Imaging;

namespace Dbd.Attacks;

/// <summary>The trigger picture that an attack's <c>trigger_path</c> names.</summary>
internal static class TriggerFile
{
    /// <summary>The key.</summary>
    public const string Key = "trigger_path";

    /// <summary>Reads it; <c>~</c> is the home folder.</summary>
    /// <param name="path">Its value.</param>
    /// <param name="key">The key that names it, where it is another one.</param>
    /// <exception cref="ConfigException">There is no such file, or it is no picture.</exception>
    public static PixelBuffer Read(string path, string key = Key)
    {
        string file = UserPath.Expand(path);
        if (!File.Exists(file))
        {
            string hint = Path.IsPathRooted(file) ? "" : $" Relative paths start at {Directory.GetCurrentDirectory()}.";
            throw new ConfigException(key, $"The trigger picture {file} does not exist.", $"Name an existing picture file.{hint}");
        }
        try
        {
            return PictureFile.Read(file);
        }
        catch (DbdException e)
        {
            throw new ConfigException(key, e.Message, inner: e);
        }
    }
}
