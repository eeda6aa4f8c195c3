using System.Globalization;
using System.Security;
using System.Text;

namespace Dbd.Reporting;

/// <summary>Points of one name.</summary>
/// <param name="Name">Stands in the legend.</param>
/// <param name="Points">Each in [0, 100], finite.</param>
public sealed record ScatterSeries(string Name, IReadOnlyList<(double X, double Y)> Points);

/// <summary>A picture of points between 0 and 100 percent, as SVG that any browser shows.</summary>
public static class ScatterPlot
{
    private const int Side = 400;
    private const int Left = 60;
    private const int Top = 40;
    private const int LegendLine = 18;

    // Told apart also by those who do not see all colours (Okabe and Ito).
    private static readonly string[] s_colours = ["#000000", "#e69f00", "#56b4e9", "#009e73", "#0072b2", "#d55e00", "#cc79a7"];

    /// <summary>Draws series.</summary>
    /// <param name="title">Above the picture.</param>
    /// <param name="xLabel">Below the horizontal axis.</param>
    /// <param name="yLabel">Beside the vertical axis.</param>
    /// <param name="series">Each gets a colour and a shape.</param>
    /// <returns>An SVG document.</returns>
    public static string Render(string title, string xLabel, string yLabel, IReadOnlyList<ScatterSeries> series)
    {
        int width = Left + Side + 340;
        int height = Math.Max(Top + Side + 60, Top + (series.Count + 1) * LegendLine);
        StringBuilder svg = new();
        svg.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"12\">\n");
        svg.Append($"<rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>\n");
        svg.Append(Text(Left, Top - 16, title, "font-size=\"14\""));
        AppendAxes(svg, xLabel, yLabel);
        for (int i = 0; i < series.Count; i++)
            AppendSeries(svg, series[i], i);
        return svg.Append("</svg>\n").ToString();
    }

    private static void AppendAxes(StringBuilder svg, string xLabel, string yLabel)
    {
        for (int percent = 0; percent <= 100; percent += 20)
        {
            (string x, string y) = (Number(X(percent)), Number(Y(percent)));
            svg.Append($"<path d=\"M{x} {Top}V{Top + Side}M{Left} {y}H{Left + Side}\" stroke=\"#dddddd\"/>\n");
            svg.Append(Text(X(percent), Top + Side + 16, $"{percent}", "text-anchor=\"middle\""));
            svg.Append(Text(Left - 6, Y(percent) + 4, $"{percent}", "text-anchor=\"end\""));
        }
        svg.Append(Text(Left + Side / 2, Top + Side + 36, xLabel, "text-anchor=\"middle\""));
        svg.Append(Text(0, 0, yLabel, $"text-anchor=\"middle\" transform=\"translate(18 {Top + Side / 2}) rotate(-90)\""));
    }

    private static void AppendSeries(StringBuilder svg, ScatterSeries series, int index)
    {
        string colour = s_colours[index % s_colours.Length];
        foreach ((double x, double y) in series.Points)
            svg.Append(Mark(X(x), Y(y), colour, index));
        double line = Top + index * LegendLine + 6;
        svg.Append(Mark(Left + Side + 24, line, colour, index));
        svg.Append(Text(Left + Side + 36, line + 4, series.Name, ""));
    }

    // Circles, squares, triangles in turn; filled first, then open.
    private static string Mark(double x, double y, string colour, int index)
    {
        string style = index / 3 % 2 == 0 ? $"fill=\"{colour}\"" : $"fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"";
        return (index % 3) switch
        {
            0 => $"<circle cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"5\" {style}/>\n",
            1 => $"<rect x=\"{Number(x - 4.5)}\" y=\"{Number(y - 4.5)}\" width=\"9\" height=\"9\" {style}/>\n",
            _ => $"<path d=\"M{Number(x)} {Number(y - 6)}l6 10h-12z\" {style}/>\n",
        };
    }

    private static string Text(double x, double y, string text, string attributes) =>
        $"<text x=\"{Number(x)}\" y=\"{Number(y)}\"{(attributes.Length > 0 ? " " : "")}{attributes}>{SecurityElement.Escape(text)}</text>\n";

    private static double X(double percent) => Left + percent / 100 * Side;

    private static double Y(double percent) => Top + Side - percent / 100 * Side;

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
