using Dbd.Configuration;
using Dbd.Imaging;

namespace Dbd.Attacks;

/// <summary>Patches that are drawn, so that attacks need no files: where, and as large as, those of backdoor-toolbox, for pictures of any
/// size that holds them. The toolbox's own can be named as files.</summary>
internal sealed class OwnPatches
{
    private const int Smallest = 16;
    private const int FlameSide = 5;
    private const byte White = byte.MaxValue;

    private readonly ImageShape _shape;
    private readonly PixelBuffer _picture;
    private readonly float[] _mask;

    private OwnPatches(ImageShape shape)
    {
        if (Math.Min(shape.Height, shape.Width) < Smallest)
            throw new ConfigException(
                "", $"The drawn patches need pictures of at least {Smallest}x{Smallest} pixels, and these are {shape}.",
                "Name patches of your own.");
        (_shape, _picture, _mask) = (shape, new PixelBuffer(shape), new float[shape.Pixels]);
    }

    /// <summary>5 x 5 in the lower right corner, reds and yellows: in place of the toolbox's phoenix.</summary>
    public static SizedPatch Flame { get; } = Drawn(canvas => canvas.DrawFlame(canvas._shape.Width - FlameSide));

    /// <summary>The same in both lower corners.</summary>
    public static SizedPatch TwoFlames { get; } = Drawn(canvas =>
    {
        canvas.DrawFlame(0);
        canvas.DrawFlame(canvas._shape.Width - FlameSide);
    });

    /// <summary>A disc of 13 x 13, a pixel from the upper and the right edge, violet to orange: in place of its firefox.</summary>
    public static SizedPatch Disc { get; } = Drawn(canvas =>
    {
        for (int y = -6; y <= 6; y++)
        {
            for (int x = -6; x <= 6; x++)
            {
                if (x * x + y * y <= 43)
                    canvas.Put(7 + y, canvas._shape.Width - 8 + x, (byte)(170 + 14 * x), (byte)(90 + 10 * y), (byte)(100 - 14 * x));
            }
        }
    });

    /// <summary>3 x 3 in each corner, black and white, black being part of it.</summary>
    public static SizedPatch Corners { get; } = Drawn(canvas =>
    {
        foreach (int top in (int[])[0, canvas._shape.Height - 3])
        {
            foreach (int left in (int[])[0, canvas._shape.Width - 3])
                canvas.DrawCorner(top, left);
        }
    });

    /// <summary>8 x 8, three pixels from the lower and the right edge, of many colours: in place of its trojan square.</summary>
    public static SizedPatch Square { get; } = Drawn(canvas =>
    {
        (int top, int left) = (canvas._shape.Height - 11, canvas._shape.Width - 11);
        for (int y = 0; y < 8; y++)
        {
            for (int x = 0; x < 8; x++)
                canvas.Put(top + y, left + x, (byte)(36 * x), (byte)(36 * y), (byte)(White * ((x ^ y) & 1)));
        }
    });

    private static SizedPatch Drawn(Action<OwnPatches> draw) => new(shape =>
    {
        OwnPatches canvas = new(shape);
        draw(canvas);
        return new Patch(canvas._picture, canvas._mask);
    });

    private void DrawFlame(int left)
    {
        for (int y = 0; y < FlameSide; y++)
        {
            for (int x = 0; x < FlameSide; x++)
                Put(_shape.Height - FlameSide + y, left + x, White, (byte)(50 * y), (byte)(30 * Math.Abs(x - FlameSide / 2)));
        }
    }

    // As the toolbox's: white are the diagonal and the lower right corner.
    private void DrawCorner(int top, int left)
    {
        for (int y = 0; y < 3; y++)
        {
            for (int x = 0; x < 3; x++)
            {
                byte level = x + y == 2 || (x, y) == (2, 2) ? White : byte.MinValue;
                Put(top + y, left + x, level, level, level);
            }
        }
    }

    private void Put(int row, int column, byte red, byte green, byte blue)
    {
        int pixel = row * _shape.Width + column;
        _mask[pixel] = 1;
        Span<byte> at = _picture.Pixels.Slice(pixel * ImageShape.Channels, ImageShape.Channels);
        (at[0], at[1], at[2]) = (red, green, blue);
    }
}
