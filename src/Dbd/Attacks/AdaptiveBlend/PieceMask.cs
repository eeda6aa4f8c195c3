using Dbd.Configuration;
using Dbd.Imaging;

namespace Dbd.Attacks.AdaptiveBlend;

/// <summary>Where a trigger that is cut into pieces shows.</summary>
internal static class PieceMask
{
    /// <summary>Clears some pieces. They are counted down the columns, as in backdoor-toolbox; where the side is no multiple of theirs, a
    /// rest at the lower and right edge belongs to none.</summary>
    /// <param name="shape">The picture's size.</param>
    /// <param name="isMasked">Of each piece, whether it is cleared; as many as a square number.</param>
    /// <returns>[pixels], 0 or 1.</returns>
    /// <exception cref="ConfigException">The picture has not so many pixels.</exception>
    public static float[] Of(ImageShape shape, ReadOnlySpan<bool> isMasked)
    {
        int side = (int)Math.Sqrt(isMasked.Length);
        (int height, int width) = (shape.Height / side, shape.Width / side);
        if (height == 0 || width == 0)
            throw new ConfigException("pieces", $"A picture of {shape} cannot be cut into {isMasked.Length} pieces.", "Use fewer.");
        float[] mask = new float[shape.Pixels];
        mask.AsSpan().Fill(1);
        for (int piece = 0; piece < isMasked.Length; piece++)
        {
            int corner = piece % side * height * shape.Width + piece / side * width;
            for (int y = 0; isMasked[piece] && y < height; y++)
                mask.AsSpan(corner + y * shape.Width, width).Clear();
        }
        return mask;
    }
}
