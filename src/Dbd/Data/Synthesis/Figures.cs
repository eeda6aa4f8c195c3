namespace Dbd.Data.Synthesis;

/// <summary>The ten classes: five shapes that fill most of the picture, and five patterns. A part of a picture still tells
/// its class, as it must for features learned from random crops.</summary>
internal static class Figures
{
    /// <summary>The classes, in label order.</summary>
    public static IReadOnlyList<Figure> All { get; } =
    [
        new("disc", 1, p => p.Length - 0.9),
        new("stripes", 1, p => Wave.Stripes(p.X), IsPattern: true),
        new("triangle", 0.17, Triangle),
        new("rings", 1, p => Wave.Stripes(p.Length), IsPattern: true),
        new("frame", 0.17, Frame),
        new("checkerboard", 0.17, Checkerboard, IsPattern: true),
        new("star", 0.3, Star),
        new("dots", 0.17, Dots, IsPattern: true),
        new("crescent", 0.17, Crescent),
        new("zigzag", 0.1, p => Wave.Stripes(p.Y + 2 * Math.Abs(Wave.Stripes(p.X / 2))), IsPattern: true),
    ];

    private static double Triangle(Point p)
    {
        const double Slope = 0.5, Normal = 0.894427190999916; // sides with dx/dy = 1/2
        return Math.Max((Math.Abs(p.X) - Slope * (p.Y + 1)) * Normal, p.Y - 0.85);
    }

    private static double Frame(Point p) => Math.Abs(Math.Max(Math.Abs(p.X), Math.Abs(p.Y)) - 0.66) - 0.17;

    // Five-fold symmetry without angles: fold the plane across the bisectors, then one straight edge is left.
    private static double Star(Point p)
    {
        const double C = 0.809016994374947, S = 0.587785252292473; // cosine and sine of 36 degrees
        Point q = new(Math.Abs(p.X), -p.Y);
        q = Reflect(q, new Point(C, -S));
        q = Reflect(q, new Point(-C, -S));
        q = new Point(Math.Abs(q.X), q.Y);
        Point tip = new(0, 1), notch = new(0.42 * S, 0.42 * C);
        Point edge = notch - tip;
        double along = edge.X * (q.Y - tip.Y) - edge.Y * (q.X - tip.X);
        return along / edge.Length;
    }

    private static Point Reflect(Point p, Point normal)
    {
        double beyond = Math.Max(0, p.Dot(normal));
        return p - normal * (2 * beyond);
    }

    private static double Crescent(Point p) =>
        Math.Max(p.Length - 0.95, 0.75 - (p - new Point(0.5, 0)).Length);

    private static double Checkerboard(Point p)
    {
        double x = Wave.Stripes(p.X), y = Wave.Stripes(p.Y);
        double distance = Math.Min(Math.Abs(x), Math.Abs(y));
        return x < 0 == y < 0 ? -distance : distance;
    }

    private static double Dots(Point p)
    {
        Point cell = new(Math.Abs(Wave.Stripes(p.X)), Math.Abs(Wave.Stripes(p.Y)));
        return cell.Length - 0.33;
    }
}
