using System.Globalization;
using System.Security;
using System.Text;

namespace Dbd.Reports.Charts;

/// <summary>What the plots of percentages share: a square with axes, colours, and a legend beside it.</summary>
internal sealed class SvgChart
{
    private const int Side = 400;
    private const int Left = 60;
    private const int Top = 40;
    private const int LegendLine = 18;
    private const int Ticks = 5;

    // Told apart also by those who do not see all colours (Okabe and Ito).
    private static readonly string[] s_colours = ["#000000", "#e69f00", "#56b4e9", "#009e73", "#0072b2", "#d55e00", "#cc79a7"];

    private readonly StringBuilder _svg = new();
    private readonly double _xMax;

    /// <summary>Begins a picture.</summary>
    /// <param name="title">Above it.</param>
    /// <param name="xLabel">Below the horizontal axis, which goes from 0 to <paramref name="xMax"/>.</param>
    /// <param name="yLabel">Beside the vertical axis, which goes from 0 to 100.</param>
    /// <param name="xMax">Above 0.</param>
    /// <param name="series">How many lines the legend has.</param>
    public SvgChart(string title, string xLabel, string yLabel, double xMax, int series)
    {
        _xMax = xMax;
        int width = Left + Side + 340;
        int height = Math.Max(Top + Side + 60, Top + (series + 1) * LegendLine);
        Append(
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" "
                + "font-family=\"sans-serif\" font-size=\"12\">");
        Append($"<rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>");
        Text(Left, Top - 16, title, " font-size=\"14\"");
        for (int tick = 0; tick <= Ticks; tick++)
            AppendTick(xMax * tick / Ticks, 100.0 * tick / Ticks);
        Text(Left + Side / 2, Top + Side + 36, xLabel, " text-anchor=\"middle\"");
        Text(0, 0, yLabel, $" text-anchor=\"middle\" transform=\"translate(18 {Top + Side / 2}) rotate(-90)\"");
    }

    /// <summary>The colour of a series.</summary>
    public static string Colour(int series) => s_colours[series % s_colours.Length];

    /// <summary>A number as it stands in an attribute.</summary>
    public static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>Where a value lies in the picture.</summary>
    public (double X, double Y) At(double x, double percent) => (Left + x / _xMax * Side, Top + Side - percent / 100 * Side);

    /// <summary>Where the mark of a series lies in the legend; its name is written beside.</summary>
    public (double X, double Y) Legend(int series, string name)
    {
        (double x, double y) = (Left + Side + 24, Top + series * LegendLine + 6);
        Text(x + 12, y + 4, name, "");
        return (x, y);
    }

    /// <summary>Adds an element.</summary>
    public void Append(string element) => _svg.Append(element).Append('\n');

    /// <summary>The whole document.</summary>
    public string Document() => _svg + "</svg>\n";

    private void AppendTick(double xValue, double percent)
    {
        (double x, double y) = At(xValue, percent);
        Append($"<path d=\"M{Number(x)} {Top}V{Top + Side}M{Left} {Number(y)}H{Left + Side}\" stroke=\"#dddddd\"/>");
        Text(x, Top + Side + 16, Number(xValue), " text-anchor=\"middle\"");
        Text(Left - 6, y + 4, Number(percent), " text-anchor=\"end\"");
    }

    private void Text(double x, double y, string text, string attributes) =>
        Append($"<text x=\"{Number(x)}\" y=\"{Number(y)}\"{attributes}>{SecurityElement.Escape(text)}</text>");
}
