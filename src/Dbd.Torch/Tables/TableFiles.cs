using System.Text;

using Dbd.Serialization;

namespace Dbd.Torch.Tables;

/// <summary>Writes a table of results into its folder.</summary>
public static class TableFiles
{
    /// <summary>Writes <c>NAME.md</c>, <c>NAME.json</c>, <c>NAME.svg</c> and <c>NAME-curves.svg</c>; earlier ones of the same table are
    /// replaced.</summary>
    /// <param name="results">The results.</param>
    /// <returns>The files.</returns>
    /// <exception cref="DbdException">One cannot be written.</exception>
    public static IReadOnlyList<string> Write(TableResults results) =>
    [
        Write(results, ".md", TableMarkdown.Render(results)),
        Write(results, ".json", TableJson.Render(results)),
        Write(results, ".svg", TablePlot.Accuracies(results)),
        Write(results, "-curves.svg", TablePlot.Curves(results)),
    ];

    private static string Write(TableResults results, string ending, string content)
    {
        string path = Path.Combine(UserPath.Expand(results.Plan.Spec.Out), $"{results.Plan.Name}{ending}");
        AtomicFile.WriteBytes(path, Encoding.UTF8.GetBytes(content));
        return path;
    }
}
