namespace Dbd.Reports.Html;

/// <summary>The colours of classes and runs; the style sheet says which they are, in light and in dark.</summary>
internal static class Palette
{
    private const int Colours = 10;

    /// <summary>The colour of a number; colours repeat, and names beside them do not.</summary>
    public static int Of(int number) => number % Colours;
}
