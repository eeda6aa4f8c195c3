using Dbd.Randomness;

namespace Dbd.Data.Synthesis;

/// <summary>A small soft blob of a colour of its own, anywhere: it belongs to no class.</summary>
internal readonly struct Speck
{
    private readonly Point _centre;
    private readonly double _radius;
    private readonly Colour _colour;

    public Speck(ref Rng rng, double luma)
    {
        _centre = new Point(rng.Uniform(-1, 1), rng.Uniform(-1, 1));
        _radius = rng.Uniform(0.2, 0.4);
        _colour = Colour.Random(ref rng, luma + rng.Uniform(-0.3, 0.3), rng.Uniform(0.1, 0.6));
    }

    public Colour Over(Colour below, Point p)
    {
        double cover = 1 - Wave.Step(0, _radius, (p - _centre).Length);
        return Colour.Mix(below, _colour, 0.7 * cover);
    }
}
