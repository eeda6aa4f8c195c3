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
    public static PixelBuffer Read(string path, string key = Key) =>
        OptionFile.Read(key, path, "trigger picture", "Name an existing picture file.", file => PictureFile.Read(file));
}
