using Dbd.Randomness;

namespace Dbd.Data.Synthesis;

/// <summary>Where a figure stands, how large and how turned.</summary>
internal readonly struct Pose
{
    private readonly Point _centre;
    private readonly Point _axis;
    private readonly double _sizeX;
    private readonly double _sizeY;

    public Pose(ref Rng rng, Figure figure)
    {
        double reach = figure.IsPattern ? 1 : 0.2;
        double size = figure.IsPattern ? rng.Uniform(0.34, 0.5) : rng.Uniform(0.65, 0.95);
        double stretch = rng.Uniform(0.9, 1.1);
        double tilt = rng.Uniform(-figure.Tilt, figure.Tilt);
        // The rational form of a rotation: t is the tangent of half the angle.
        _axis = new Point(1 - tilt * tilt, 2 * tilt) * (1 / (1 + tilt * tilt));
        _centre = new Point(rng.Uniform(-reach, reach), rng.Uniform(-reach, reach));
        _sizeX = size * stretch;
        _sizeY = size / stretch;
    }

    /// <summary>Units of the picture in one of the figure.</summary>
    public double Size => Math.Min(_sizeX, _sizeY);

    /// <summary>From the picture's to the figure's coordinates.</summary>
    public Point ToFigure(Point p)
    {
        Point q = p - _centre;
        return new Point(q.Dot(_axis) / _sizeX, q.Dot(new Point(-_axis.Y, _axis.X)) / _sizeY);
    }
}
