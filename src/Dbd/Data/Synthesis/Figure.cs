namespace Dbd.Data.Synthesis;

/// <summary>A class of the data set: what is drawn.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Tilt">The largest tilt, as the tangent of half the angle: small where turning makes another class of it.</param>
/// <param name="Distance">About the distance to the outline, negative inside; the figure spans [-1, 1], a pattern has
/// stripes or cells of about a unit.</param>
/// <param name="IsPattern">Whether it fills the plane.</param>
internal sealed record Figure(string Name, double Tilt, Func<Point, double> Distance, bool IsPattern = false);
