using System.Globalization;

using Dbd.Data.Formats.Manifests;
using Dbd.Serialization;

namespace Dbd.Suspicion;

/// <summary>Reads the rows of a list of suspects.</summary>
internal sealed class SuspectRows
{
    /// <summary>The column of what is done with a sample.</summary>
    public const string Action = "action";

    /// <summary>The column of the file that a sample was read from.</summary>
    public const string File = "file";

    private static readonly string[] s_needed = ["index", "label", "believed", "score", "suspected"];

    private readonly string _path;
    private readonly Dictionary<string, int> _labels;
    private readonly int _classes;
    private readonly int _samples;
    private string[] _columns = [];

    /// <summary>Of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="classNames">In label order.</param>
    /// <param name="samples">Number of training samples.</param>
    public SuspectRows(string path, IReadOnlyList<string> classNames, int samples)
    {
        (_path, _classes, _samples) = (path, classNames.Count, samples);
        _labels = classNames.Index().DistinctBy(c => c.Item).ToDictionary(c => c.Item, c => c.Index);
    }

    /// <summary>Reads them.</summary>
    /// <param name="needsAction">Whether the list has to say what is done with each sample.</param>
    /// <returns>In the order of the file.</returns>
    /// <exception cref="DbdException">The file cannot be read, a column is missing, or a value makes no sense.</exception>
    public List<Suspect> Read(bool needsAction) =>
        CsvRows.Read(_path, names => Columns(names, needsAction), (cells, row) => new Row(this, cells, row).Suspect(), areTrimmed: false);

    private int[] Columns(IReadOnlyList<string> names, bool needsAction)
    {
        if (names.Count == 0)
            throw new DbdException($"{_path} is empty; it should begin with a line of column names.");
        if (s_needed.FirstOrDefault(c => !names.Contains(c)) is { } missing)
            throw new DbdException($"{_path} has no column {missing}; it needs {string.Join(", ", s_needed)}.");
        if (needsAction && !names.Contains(Action))
            throw new DbdException(
                $"{_path} has no column {Action}, which says what is done with each sample. Add it: {SampleActionName.All}.");
        _columns = [.. s_needed, .. ((string[])[Action, File]).Where(names.Contains)];
        return [.. _columns.Select(c => names.ToList().IndexOf(c))];
    }

    private sealed class Row(SuspectRows rows, string[] cells, int number)
    {
        public Suspect Suspect()
        {
            Suspect suspect = new(
                Whole("index", rows._samples),
                Label("label"),
                Label("believed"),
                Score(),
                IsSuspected(),
                Find(File) is { Length: > 0 } file ? CsvCell.Read(file) : null);
            return Find(Action) is { } action
                ? suspect with { Action = SampleActionName.Find(action) ?? throw Wrong(Action, SampleActionName.All) }
                : suspect;
        }

        // A comma is what spreadsheets of most languages put into a number.
        private double Score() =>
            double.TryParse(Find("score")!.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out double score)
                && score is >= 0 and <= 1
                ? score
                : throw Wrong("score", "a number from 0 to 1");

        private bool IsSuspected() => Find("suspected")!.ToUpperInvariant() switch
        {
            "1" or "TRUE" or "YES" => true,
            "0" or "FALSE" or "NO" or "" => false,
            _ => throw Wrong("suspected", "true or false"),
        };

        private int Label(string column) => rows._labels.TryGetValue(CsvCell.Read(Find(column)!), out int named)
            ? named
            : Whole(column, rows._classes);

        private int Whole(string column, int bound) =>
            int.TryParse(Find(column), CultureInfo.InvariantCulture, out int value) && value >= 0 && value < bound
                ? value
                : throw Wrong(column, $"a number from 0 to {bound - 1}");

        private string? Find(string column) => Array.IndexOf(rows._columns, column) is >= 0 and int place ? cells[place] : null;

        private DbdException Wrong(string column, string expected) =>
            new($"{rows._path}, row {number + 1} of its data: {column} is '{Find(column)}', which is not {expected}.");
    }
}
