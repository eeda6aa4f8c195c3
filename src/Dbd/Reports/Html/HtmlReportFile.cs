using System.Text;

using Dbd.Serialization;

namespace Dbd.Reports.Html;

/// <summary>Writes a report as one HTML file that needs no other: style, script and pictures are inside, and it opens offline.</summary>
public static class HtmlReportFile
{
    // The mark stands within the first of them.
    private const int CharactersLookedAt = 512;

    /// <summary>Writes the file; an earlier report stays until the new one is complete.</summary>
    /// <param name="path">The file.</param>
    /// <param name="report">What it shows.</param>
    /// <exception cref="DbdException">The file cannot be written, or another file is there.</exception>
    public static void Write(string path, HtmlReport report)
    {
        CheckPlace(path);
        AtomicFile.WriteBytes(path, Encoding.UTF8.GetBytes(Text(report)));
    }

    /// <summary>Fails unless a report may be written there: where nothing is, or an earlier report.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DbdException">Another file is there, or a folder, or none can be written.</exception>
    public static void CheckPlace(string path)
    {
        if (Directory.Exists(path) || (File.Exists(path) && !IsReport(path)))
            throw new DbdException($"{path} is there already and is no earlier report: it is left as it is. Name another file.");
        WritablePlace.Check(path);
    }

    private static bool IsReport(string path)
    {
        char[] begin = new char[CharactersLookedAt];
        using StreamReader reader = new(path, Encoding.UTF8);
        return new string(begin, 0, reader.ReadBlock(begin)).Contains(Page.Generator.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The content of the file.</summary>
    /// <param name="report">What it shows.</param>
    public static string Text(HtmlReport report) => Page.Write(report);
}
