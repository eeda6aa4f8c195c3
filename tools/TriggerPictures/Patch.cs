using SkiaSharp;

namespace TriggerPictures;

/// <summary>The published BadNets trigger of CIFAR-10: black but for four pixels near the top left corner.</summary>
internal static class Patch
{
    public static void Draw(SKCanvas canvas)
    {
        canvas.Clear(SKColors.Black);
        Pixel(canvas, row: 4, column: 4, new SKColor(180, 249, 112));
        Pixel(canvas, row: 4, column: 5, new SKColor(155, 50, 126));
        Pixel(canvas, row: 5, column: 4, new SKColor(234, 82, 68));
        Pixel(canvas, row: 5, column: 5, new SKColor(187, 201, 219));
    }

    private static void Pixel(SKCanvas canvas, int row, int column, SKColor colour)
    {
        using SKPaint paint = new() { Color = colour, IsAntialias = false };
        canvas.DrawRect(column, row, 1, 1, paint);
    }
}
