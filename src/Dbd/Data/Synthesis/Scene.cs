using Dbd.Imaging;
using Dbd.Randomness;

namespace Dbd.Data.Synthesis;

/// <summary>One picture: a figure in front of a background, specks that distract, light from a side, and noise.</summary>
internal sealed class Scene
{
    private readonly Figure _figure;
    private readonly Pose _pose;
    private readonly Paint _ink;
    private readonly Paint _ground;
    private readonly Speck[] _specks;
    private readonly Point _light;
    private readonly double _softness;
    private readonly double _noise;

    /// <summary>Draws everything about the picture but its noise.</summary>
    /// <param name="figure">The class.</param>
    /// <param name="rng">The picture's stream.</param>
    public Scene(Figure figure, ref Rng rng)
    {
        _figure = figure;
        _pose = new Pose(ref rng, figure);
        double contrast = rng.Uniform(0.35, 0.6) * (rng.Chance(0.5) ? 1 : -1);
        double middle = rng.Uniform(0.4, 0.6);
        _ink = new Paint(ref rng, middle + contrast / 2, 0.15);
        _ground = new Paint(ref rng, middle - contrast / 2, 0.15);
        _specks = new Speck[rng.NextInt(4)];
        for (int i = 0; i < _specks.Length; i++)
            _specks[i] = new Speck(ref rng, middle);
        _light = new Point(rng.Uniform(-0.12, 0.12), rng.Uniform(-0.12, 0.12));
        _softness = rng.Uniform(0.06, 0.11);
        _noise = rng.Uniform(0.008, 0.025);
    }

    /// <summary>Paints the picture.</summary>
    /// <param name="image">uint8 <c>[height, width, 3]</c>, written.</param>
    /// <param name="shape">Its size.</param>
    /// <param name="rng">The picture's stream, for the noise.</param>
    public void Draw(Span<byte> image, ImageShape shape, ref Rng rng)
    {
        for (int i = 0; i < shape.Pixels; i++)
        {
            Point p = new((2.0 * (i % shape.Width) + 1) / shape.Width - 1, (2.0 * (i / shape.Width) + 1) / shape.Height - 1);
            Colour c = At(p);
            double light = p.Dot(_light) + _noise * Noise(ref rng);
            image[3 * i] = ToByte(c.R + light + _noise * Noise(ref rng));
            image[3 * i + 1] = ToByte(c.G + light + _noise * Noise(ref rng));
            image[3 * i + 2] = ToByte(c.B + light + _noise * Noise(ref rng));
        }
    }

    private Colour At(Point p)
    {
        double distance = _figure.Distance(_pose.ToFigure(p)) * _pose.Size;
        Colour colour = Colour.Mix(_ink.At(p), _ground.At(p), Wave.Step(-_softness, _softness, distance));
        foreach (Speck speck in _specks)
            colour = speck.Over(colour, p);
        return colour;
    }

    // About normal with unit variance (Irwin and Hall's sum of uniforms), without a logarithm.
    private static double Noise(ref Rng rng) => 2 * (rng.NextDouble() + rng.NextDouble() + rng.NextDouble() - 1.5);

    private static byte ToByte(double part) => (byte)(Math.Clamp(part, 0, 1) * 255 + 0.5);
}
