using Dbd.Randomness;

namespace Dbd.Data.Synthesis;

/// <summary>What a surface looks like: two colours of about one brightness, mixed by a cloud.</summary>
internal sealed class Paint
{
    private readonly Colour _first;
    private readonly Colour _second;
    private readonly Texture _cloud;

    /// <summary>Draws a paint.</summary>
    /// <param name="rng">The picture's stream.</param>
    /// <param name="luma">Mean brightness, in [0, 1].</param>
    /// <param name="contrast">Largest difference of brightness within the surface.</param>
    public Paint(ref Rng rng, double luma, double contrast)
    {
        double half = rng.Uniform(-0.5, 0.5) * contrast;
        _first = Colour.Random(ref rng, luma + half, rng.Uniform(0.1, 0.6));
        _second = Colour.Random(ref rng, luma - half, rng.Uniform(0.1, 0.6));
        _cloud = new Texture(ref rng);
    }

    /// <summary>The colour at a point of the picture.</summary>
    public Colour At(Point p) => Colour.Mix(_first, _second, _cloud.At(p));
}
