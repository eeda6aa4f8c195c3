using Dbd.Randomness;

namespace Dbd.Data.Synthesis;

/// <summary>A soft cloud: a coarse lattice of random values, joined smoothly.</summary>
internal sealed class Texture
{
    private const int Cells = 5;

    private readonly double[,] _lattice = new double[Cells + 1, Cells + 1];

    public Texture(ref Rng rng)
    {
        for (int i = 0; i < _lattice.Length; i++)
            _lattice[i / (Cells + 1), i % (Cells + 1)] = rng.NextDouble();
    }

    /// <summary>The cloud's value at a point of the picture, in [0, 1].</summary>
    public double At(Point p)
    {
        double x = (p.X + 1) * Cells / 2, y = (p.Y + 1) * Cells / 2;
        int column = (int)x, row = (int)y;
        double right = Wave.Step(0, 1, x - column), down = Wave.Step(0, 1, y - row);
        double above = Between(_lattice[row, column], _lattice[row, column + 1], right);
        double below = Between(_lattice[row + 1, column], _lattice[row + 1, column + 1], right);
        return Between(above, below, down);
    }

    private static double Between(double a, double b, double share) => a + (b - a) * share;
}
