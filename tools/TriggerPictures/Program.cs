// Draws the trigger pictures of data/trigger. From the repository's root:
//   dotnet run --project tools/TriggerPictures -- data/trigger
using SkiaSharp;
using TriggerPictures;

string folder = args is [string given] ? given : Path.Combine("data", "trigger");
Directory.CreateDirectory(folder);
Save("badnets_2x2.png", 32, Patch.Draw);
Save("blend_figure.png", 540, Robot.Draw);

void Save(string name, int size, Action<SKCanvas> draw)
{
    // Opaque, so that the file is plain 8-bit RGB.
    using SKSurface surface = SKSurface.Create(new SKImageInfo(size, size, SKColorType.Rgba8888, SKAlphaType.Opaque));
    draw(surface.Canvas);
    using SKImage image = surface.Snapshot();
    using SKData data = image.Encode(SKEncodedImageFormat.Png, quality: 100);
    using FileStream file = File.Create(Path.Combine(folder, name));
    data.SaveTo(file);
}
