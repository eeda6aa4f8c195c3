using Dbd.Attacks;
using Dbd.Configuration;
using Dbd.Data;
using Dbd.Poisoning;

using SkiaSharp;

namespace Dbd.AttackSheet;

/// <summary>The picture: a row an attack, three columns a data set's picture.</summary>
/// <param name="data">Where pictures are from: the first of each class.</param>
/// <param name="options">Which attacks.</param>
internal sealed class Sheet(IImageSource data, SheetOptions options)
{
    private const int Cell = 96, Gap = 4, Apart = 16, LabelWidth = 130, HeadHeight = 24, Strength = 5;

    private readonly int[] _samples =
        [.. Enumerable.Range(0, data.Count).DistinctBy(data.Label).OrderBy(data.Label).Take(options.Pictures)];

    private readonly SKFont _font = Fonts.Any(size: 14);

    /// <summary>Draws it and writes it as PNG.</summary>
    public void Write(string path)
    {
        SKImageInfo size = new(
            Left(3 * _samples.Length), HeadHeight + options.Attacks.Count * (Cell + Gap) + Gap,
            SKColorType.Rgba8888, SKAlphaType.Opaque);
        using SKSurface surface = SKSurface.Create(size);
        surface.Canvas.Clear(SKColors.White);
        for (int i = 0; i < 3 * _samples.Length; i++)
            Text(surface.Canvas, ((string[])["before", "after", $"difference x {Strength}"])[i % 3], Left(i), 16);
        foreach ((int row, Choice<IAttack> attack) in options.Attacks.Index())
            Row(surface.Canvas, HeadHeight + row * (Cell + Gap), attack);
        using SKImage image = surface.Snapshot();
        using SKData png = image.Encode(SKEncodedImageFormat.Png, quality: 100);
        File.WriteAllBytes(path, png.ToArray());
    }

    private static int Left(int column) => LabelWidth + column * (Cell + Gap) + column / 3 * Apart;

    private void Row(SKCanvas canvas, int top, Choice<IAttack> attack)
    {
        string[] words = [.. attack.Description.Split(", ")];
        foreach ((int line, string word) in words.Index())
            Text(canvas, word, Gap, top + 20 + 18 * line);
        PoisonPlan plan = new(Enumerable.Range(0, data.Count)
            .Select(i => (_samples.Contains(i) ? SampleRole.Poisoned : SampleRole.Clean, data.Label(i))));
        StampedSource stamped = attack.Locating(() => new StampedSource(data, plan, attack.Create(), SampleSplit.Train, options.Seed));
        foreach ((int column, int sample) in _samples.Index())
        {
            byte[] before = data.Read(sample), after = stamped.Read(sample);
            byte[] difference = [.. before.Zip(after, (b, a) => (byte)Math.Clamp(128 + Strength * (a - b), 0, 255))];
            foreach ((int part, byte[] pixels) in ((byte[][])[before, after, difference]).Index())
                Place(canvas, pixels, Left(3 * column + part), top);
        }
    }

    private void Place(SKCanvas canvas, byte[] rgb, int left, int top)
    {
        using SKBitmap bitmap = new(data.Shape.Width, data.Shape.Height)
        {
            Pixels = [.. Enumerable.Range(0, data.Shape.Pixels).Select(i => new SKColor(rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]))],
        };
        using SKImage image = SKImage.FromBitmap(bitmap);
        float zoom = (float)Cell / Math.Max(data.Shape.Width, data.Shape.Height);
        SKRect place = SKRect.Create(left, top, data.Shape.Width * zoom, data.Shape.Height * zoom);
        canvas.DrawImage(image, place, new SKSamplingOptions(SKFilterMode.Nearest));
    }

    private void Text(SKCanvas canvas, string text, int left, int bottom)
    {
        using SKPaint black = new() { Color = SKColors.Black, IsAntialias = true };
        canvas.DrawText(text, left, bottom, SKTextAlign.Left, _font, black);
    }
}
