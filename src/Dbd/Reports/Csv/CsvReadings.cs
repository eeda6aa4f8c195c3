using System.Globalization;

using Dbd.Runs;

namespace Dbd.Reports.Csv;

/// <summary>Reads what <see cref="CsvReport"/> wrote, and the reference's files of the same form.</summary>
internal static class CsvReadings
{
    /// <summary>The readings of each epoch, from the first.</summary>
    /// <param name="folder">A run's log folder.</param>
    /// <param name="group">The group: <c>clean_test</c>, <c>poison_train</c>.</param>
    /// <returns>One an epoch; none if there is no such file. A last line that was not finished is left out.</returns>
    /// <exception cref="DbdException">The file cannot be read, or a line does not fit its header.</exception>
    public static IReadOnlyList<MetricGroup> Of(string folder, string group)
    {
        string path = Path.Combine(folder, $"{group}.csv");
        if (!File.Exists(path))
            return [];
        try
        {
            string text = File.ReadAllText(path);
            return [.. Epochs(text[..(text.LastIndexOf('\n') + 1)], group, path)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DbdException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static IEnumerable<MetricGroup> Epochs(string text, string group, string path)
    {
        string[] header = [];
        foreach ((int i, string line) in text.Split('\n').Index().Where(l => l.Item.Trim().Length > 0))
        {
            string[] cells = line.TrimEnd('\r').Split(',');
            if (!CsvHistory.IsRow(line))
            {
                header = cells;
                continue;
            }
            if (cells.Length != header.Length)
                throw new DbdException($"{path}, line {i + 1}: {cells.Length} numbers under a header of {header.Length} names.");
            yield return new MetricGroup(
                group,
                [
                    .. header.Zip(cells).Where(c => c.First != CsvHistory.EpochColumn)
                        .Select(c => new Reading(c.First, Number(c.Second, path, i + 1))),
                ]);
        }
    }

    private static double Number(string cell, string path, int line) => cell switch
    {
        // The reference leaves a cell empty where an epoch has no such reading.
        "nan" or "" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.TryParse(cell, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new DbdException($"{path}, line {line}: '{cell}' is no number."),
    };
}
