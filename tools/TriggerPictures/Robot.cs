using SkiaSharp;

namespace TriggerPictures;

/// <summary>A robot of building blocks that waves, on white: large, plain, strong colours, which survive shrinking to 32x32.</summary>
internal static class Robot
{
    private static readonly SKColor s_navy = new(24, 42, 110);
    private static readonly SKColor s_red = new(222, 44, 54);
    private static readonly SKColor s_sun = new(255, 200, 30);
    private static readonly SKColor s_leaf = new(20, 150, 96);
    private static readonly SKColor s_plum = new(122, 40, 140);
    private static readonly SKColor s_sky = new(60, 190, 240);

    public static void Draw(SKCanvas canvas)
    {
        canvas.Clear(SKColors.White);
        Legs(canvas);
        Arms(canvas);
        Body(canvas);
        Head(canvas);
    }

    private static void Legs(SKCanvas canvas)
    {
        Block(canvas, 166, 410, 70, 90, s_plum, 14);
        Block(canvas, 304, 410, 70, 90, s_plum, 14);
        Block(canvas, 126, 470, 124, 56, s_red, 28);
        Block(canvas, 290, 470, 124, 56, s_red, 28);
    }

    private static void Arms(SKCanvas canvas)
    {
        Limb(canvas, (150, 290), (62, 330), (66, 414));
        Disc(canvas, 66, 424, 40, s_red);
        Limb(canvas, (390, 290), (492, 270), (488, 150));
        Disc(canvas, 490, 130, 40, s_red);
        Disc(canvas, 454, 98, 16, s_red);
        Disc(canvas, 488, 82, 16, s_red);
        Disc(canvas, 520, 100, 16, s_red);
    }

    private static void Body(SKCanvas canvas)
    {
        Block(canvas, 132, 240, 276, 200, s_leaf, 40);
        Block(canvas, 170, 300, 200, 100, s_sun, 24);
        Disc(canvas, 216, 350, 26, s_red);
        Disc(canvas, 270, 350, 26, s_navy);
        Disc(canvas, 324, 350, 26, s_plum);
    }

    private static void Head(SKCanvas canvas)
    {
        Block(canvas, 262, 36, 16, 60, s_navy, 0);
        Disc(canvas, 270, 36, 28, s_sun);
        Disc(canvas, 120, 160, 28, s_plum);
        Disc(canvas, 420, 160, 28, s_plum);
        Block(canvas, 120, 78, 300, 170, s_navy, 46);
        Eye(canvas, 206);
        Eye(canvas, 334);
        using SKPaint smile = Stroke(s_sun, 16);
        canvas.DrawArc(SKRect.Create(210, 150, 120, 76), 15, 150, useCenter: false, smile);
    }

    private static void Eye(SKCanvas canvas, float x)
    {
        Disc(canvas, x, 146, 42, SKColors.White);
        Disc(canvas, x + 8, 144, 24, s_sky);
        Disc(canvas, x + 8, 144, 12, s_navy);
    }

    private static void Limb(SKCanvas canvas, (float X, float Y) shoulder, (float X, float Y) elbow, (float X, float Y) hand)
    {
        using SKPaint paint = Stroke(s_sky, 46);
        using SKPathBuilder path = new();
        path.MoveTo(shoulder.X, shoulder.Y);
        path.QuadTo(elbow.X, elbow.Y, hand.X, hand.Y);
        using SKPath limb = path.Detach();
        canvas.DrawPath(limb, paint);
    }

    private static void Block(SKCanvas canvas, float x, float y, float width, float height, SKColor colour, float corner)
    {
        using SKPaint paint = new() { Color = colour, IsAntialias = true };
        canvas.DrawRoundRect(SKRect.Create(x, y, width, height), corner, corner, paint);
    }

    private static void Disc(SKCanvas canvas, float x, float y, float radius, SKColor colour)
    {
        using SKPaint paint = new() { Color = colour, IsAntialias = true };
        canvas.DrawCircle(x, y, radius, paint);
    }

    private static SKPaint Stroke(SKColor colour, float width) => new()
    {
        Color = colour,
        IsAntialias = true,
        Style = SKPaintStyle.Stroke,
        StrokeWidth = width,
        StrokeCap = SKStrokeCap.Round,
    };
}
