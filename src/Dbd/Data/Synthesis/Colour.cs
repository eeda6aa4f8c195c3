using Dbd.Randomness;

namespace Dbd.Data.Synthesis;

/// <summary>A colour, each part in [0, 1].</summary>
internal readonly record struct Colour(double R, double G, double B)
{
    public static Colour Mix(Colour a, Colour b, double share) =>
        new(a.R + (b.R - a.R) * share, a.G + (b.G - a.G) * share, a.B + (b.B - a.B) * share);

    /// <summary>A colour of random hue.</summary>
    /// <param name="rng">The picture's stream.</param>
    /// <param name="luma">Its brightness, in [0, 1].</param>
    /// <param name="saturation">Its distance from grey, in [0, 1].</param>
    public static Colour Random(ref Rng rng, double luma, double saturation)
    {
        double hue = 6 * rng.NextDouble();
        double r = Math.Abs(hue - 3) - 1, g = 2 - Math.Abs(hue - 2), b = 2 - Math.Abs(hue - 4);
        Colour pure = new(Math.Clamp(r, 0, 1), Math.Clamp(g, 0, 1), Math.Clamp(b, 0, 1));
        double grey = 0.3 * pure.R + 0.59 * pure.G + 0.11 * pure.B;
        return new(
            Math.Clamp(luma + saturation * (pure.R - grey), 0, 1),
            Math.Clamp(luma + saturation * (pure.G - grey), 0, 1),
            Math.Clamp(luma + saturation * (pure.B - grey), 0, 1));
    }
}
