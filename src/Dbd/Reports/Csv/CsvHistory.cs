using System.Globalization;
using System.Text;

using Dbd.Runs;
using Dbd.Serialization;

namespace Dbd.Reports.Csv;

/// <summary>One CSV file of a line per epoch.</summary>
internal sealed class CsvHistory
{
    /// <summary>The last column: the epoch, from 1. Before it stand the reference's columns, in its order.</summary>
    public const string EpochColumn = "epoch";

    private readonly string _path;
    private string _header = "";
    private int _epochs;

    private CsvHistory(string path) => _path = path;

    /// <summary>Opens a file, there or not, and cuts it down to its first epochs; a last line that was not finished goes too.</summary>
    /// <param name="path">The file.</param>
    /// <param name="epochs">How many epochs to keep.</param>
    /// <exception cref="DbdException">The file cannot be read or written.</exception>
    public static CsvHistory Open(string path, int epochs)
    {
        CsvHistory history = new(path);
        if (File.Exists(path))
            WriteGuard.Run(path, () => history.Truncate(epochs));
        return history;
    }

    /// <summary>Adds an epoch. Epochs that are not in the file (it was lost, or the checkpoint came from elsewhere) become
    /// lines of <c>nan</c>, so that lines and epochs keep going together.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="group">Its readings.</param>
    /// <exception cref="DbdException">The file cannot be written.</exception>
    public void Append(int epoch, MetricGroup group)
    {
        StringBuilder text = new();
        string header = string.Join(',', group.Readings.Select(r => r.Name));
        // A file that an earlier program began keeps its form.
        bool isNumbered = header != _header;
        header += isNumbered ? $",{EpochColumn}" : "";
        if (header != _header)
            text.Append(header).Append('\n');
        string unknown = string.Join(',', group.Readings.Select(_ => "nan"));
        for (int e = _epochs + 1; e < epoch; e++)
            AppendRow(unknown, e);
        AppendRow(string.Join(',', group.Readings.Select(r => Number(r.Value))), epoch);
        WriteGuard.Append(_path, text.ToString());
        _header = header;
        _epochs = epoch;

        void AppendRow(string readings, int number) =>
            text.Append(readings).Append(isNumbered ? $",{number}\n" : "\n");
    }

    private void Truncate(int epochs)
    {
        string text = File.ReadAllText(_path);
        StringBuilder kept = new();
        string header = "";
        foreach (string line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!IsRow(line))
            {
                header = line;
                continue;
            }
            if (_epochs == epochs)
                break;
            // A header stays only with a row below it.
            if (header.Length > 0)
                kept.Append(header).Append('\n');
            _header = header.Length > 0 ? header.TrimEnd('\r') : _header;
            header = "";
            kept.Append(line).Append('\n');
            _epochs++;
        }
        if (kept.Length != text.Length)
            AtomicFile.WriteBytes(_path, Encoding.UTF8.GetBytes(kept.ToString()));
    }

    // As Python writes and reads them.
    private static string Number(double value) => value switch
    {
        double.NaN => "nan",
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>Whether a line holds numbers, not names.</summary>
    internal static bool IsRow(string line)
    {
        string first = line.TrimEnd('\r').Split(',', 2)[0];
        return first is "" or "nan" or "inf" or "-inf" || double.TryParse(first, CultureInfo.InvariantCulture, out _);
    }
}
