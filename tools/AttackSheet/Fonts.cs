using SkiaSharp;

namespace Dbd.AttackSheet;

/// <summary>A font for labels. The library that is used here looks for none itself on Linux.</summary>
internal static class Fonts
{
    private static readonly string[] s_folders = ["/usr/share/fonts", "/System/Library/Fonts", @"C:\Windows\Fonts"];
    private static readonly string[] s_liked = ["DejaVuSans.ttf", "Helvetica.ttc", "arial.ttf"];

    /// <summary>DejaVu Sans or the like, else any.</summary>
    /// <exception cref="DbdException">The machine has none.</exception>
    public static SKFont Any(float size)
    {
        string[] files =
        [
            .. s_folders.Where(Directory.Exists)
                .SelectMany(f => Directory.EnumerateFiles(f, "*.tt?", SearchOption.AllDirectories))
                .Order(StringComparer.Ordinal),
        ];
        string file = files.FirstOrDefault(f => s_liked.Contains(Path.GetFileName(f))) ?? files.FirstOrDefault()
            ?? throw new DbdException($"There is no font in {string.Join(" or ", s_folders)}. Install one, e.g. DejaVu Sans.");
        return new SKFont(SKTypeface.FromFile(file), size);
    }
}
