using Dbd.Configuration;
using Dbd.Imaging;

namespace Dbd.Attacks;

/// <summary>The trigger picture that an attack's <c>trigger_path</c> names.</summary>
internal static class TriggerFile
{
    private const string Key = "trigger_path";

    /// <summary>Reads it; <c>~</c> is the home folder.</summary>
    /// <exception cref="ConfigException">There is no such file, or it is no picture.</exception>
    public static PixelBuffer Read(string path)
    {
        string file = UserPath.Expand(path);
        if (!File.Exists(file))
        {
            string hint = Path.IsPathRooted(file) ? "" : $" Relative paths start at {Directory.GetCurrentDirectory()}.";
            throw new ConfigException(Key, $"The trigger picture {file} does not exist.", $"Name an existing picture file.{hint}");
        }
        try
        {
            return PictureFile.Read(file);
        }
        catch (DbdException e)
        {
            throw new ConfigException(Key, e.Message, inner: e);
        }
    }
}
