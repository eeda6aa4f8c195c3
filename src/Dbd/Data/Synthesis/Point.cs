namespace Dbd.Data.Synthesis;

/// <summary>A point of the drawing plane: the picture spans [-1, 1] in both directions, y downwards.</summary>
/// <remarks>Only operations that IEEE 754 rounds exactly are used in this folder (no sine, logarithm or power): the bytes
/// are the same on every machine.</remarks>
internal readonly record struct Point(double X, double Y)
{
    public double Length => Math.Sqrt(X * X + Y * Y);

    public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y);

    public static Point operator *(Point a, double factor) => new(a.X * factor, a.Y * factor);

    public double Dot(Point other) => X * other.X + Y * other.Y;
}
