namespace Dbd.Reports.Charts;

/// <summary>Points of one name.</summary>
/// <param name="Name">Stands in the legend.</param>
/// <param name="Points">Horizontal and vertical values, finite; the vertical ones are percent.</param>
internal sealed record PlotSeries(string Name, IReadOnlyList<(double X, double Y)> Points);
