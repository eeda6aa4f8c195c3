using System.Globalization;
using System.Text;

using Dbd.Serialization;

using nietras.SeparatedValues;

namespace Dbd.Suspicion;

/// <summary>A further column of <c>suspects.csv</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Of">A sample's value, by its number in the training set.</param>
public sealed record SampleColumn(string Name, Func<int, double> Of);

/// <summary>Reads and writes <c>suspects.csv</c>: columns <c>index</c>, <c>label</c>, <c>believed</c>, <c>score</c>, <c>suspected</c> and,
/// where they are there, <c>action</c> (<c>kept</c>, <c>relabelled</c>, <c>left_out</c>: a person may change it) and <c>file</c>; others
/// are passed over. Labels are names of classes or their numbers.</summary>
public static class SuspectFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "suspects.csv";

    private const string FileColumn = "file";
    private const string ActionColumn = "action";

    private static readonly string[] s_columns = ["index", "label", "believed", "score", "suspected"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="classNames">In label order.</param>
    /// <param name="samples">Number of training samples.</param>
    /// <returns>In the order of the file.</returns>
    /// <exception cref="DbdException">The file cannot be read, a column is missing, or a value makes no sense.</exception>
    public static IReadOnlyList<Suspect> Read(string path, IReadOnlyList<string> classNames, int samples)
    {
        (string[] header, List<Row> rows) = Table(path, int.MaxValue);
        if (header.Length == 0)
            throw new DbdException($"{path} is empty; it should begin with a line of column names.");
        if (s_columns.FirstOrDefault(c => !header.Contains(c)) is { } missing)
            throw new DbdException($"{path} has no column {missing}; it needs {string.Join(", ", s_columns)}.");
        Dictionary<string, int> labels = classNames.Index().DistinctBy(c => c.Item).ToDictionary(c => c.Item, c => c.Index);
        return [.. rows.Select(row => row.Suspect(labels, classNames.Count, samples))];
    }

    /// <summary>Writes or replaces a file, safely (see <see cref="AtomicFile"/>): labels by name, at most six decimals.</summary>
    /// <param name="path">The file.</param>
    /// <param name="suspects">The samples, most suspicious first.</param>
    /// <param name="classNames">In label order.</param>
    /// <param name="more">What else is known of them, a column each.</param>
    /// <exception cref="DbdException">The file cannot be written.</exception>
    public static void Write(
        string path, IReadOnlyList<Suspect> suspects, IReadOnlyList<string> classNames,
        params IReadOnlyList<SampleColumn> more) => AtomicFile.Write(path, stream =>
    {
        using StreamWriter text = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        using SepWriter table = Sep.New(',').Writer(o => o with { Escape = true }).To(text, leaveOpen: true);
        foreach ((int place, Suspect suspect) in suspects.Index())
        {
            using SepWriter.Row row = table.NewRow();
            row["rank"].Format(place + 1);
            row["index"].Format(suspect.Index);
            row["file"].Set(CsvCell.Write(suspect.File ?? ""));
            row["label"].Set(CsvCell.Write(classNames[suspect.Label]));
            row["believed"].Set(CsvCell.Write(classNames[suspect.Believed]));
            row["score"].Set(Number(suspect.Score));
            row["suspected"].Set(suspect.IsSuspected ? "true" : "false");
            row[ActionColumn].Set(SampleActionName.Of(suspect.Action));
            foreach (SampleColumn column in more)
                row[column.Name].Set(Number(column.Of(suspect.Index)));
        }
    });

    /// <summary>Fails unless a list may be written there: where nothing is, or an earlier list of ours.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DbdException">Another file is there, or a folder, or it cannot be read.</exception>
    public static void CheckPlace(string path)
    {
        if (Path.EndsInDirectorySeparator(path))
            throw new DbdException($"{path} is a folder's name. Name a file.");
        if (Directory.Exists(path) || (File.Exists(path) && Table(path, mostRows: 0).Header is not ["rank", "index", ..]))
            throw new DbdException($"{path} is there already and is no earlier list of suspects: it is left as it is. Name another file.");
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    // Only the cells asked for are kept: a row may have hundreds. Short rows are reported by the cell; empty lines are skipped.
    private static (string[] Header, List<Row> Rows) Table(string path, int mostRows) =>
        CsvRefusal.Naming(path, "a CSV file", () =>
        {
            using SepReader reader = Sep.New(',')
                .Reader(o => o with { HasHeader = false, Unescape = true, DisableColCountCheck = true })
                .FromFile(path);
            string[] header = [];
            int[] places = [];
            List<Row> rows = [];
            foreach (SepReader.Row row in reader)
            {
                if (row.Span.Length == 0)
                    continue;
                if (header.Length == 0)
                {
                    header = row[..].ToStringsArray();
                    places = [.. s_columns.Concat([ActionColumn, FileColumn]).Select(c => Array.IndexOf(header, c))];
                }
                else
                {
                    rows.Add(new Row(path, rows.Count + 2, row.ColCount, Cells(row, places)));
                }
                if (rows.Count >= mostRows)
                    break;
            }
            return (header, rows);
        });

    private static string?[] Cells(SepReader.Row row, int[] places)
    {
        string?[] cells = new string?[places.Length];
        foreach ((int i, int place) in places.Index())
            cells[i] = place >= 0 && place < row.ColCount ? row[place].ToString() : null;
        return cells;
    }

    private sealed record Row(string Path, int Number, int Width, string?[] Cells)
    {
        public Suspect Suspect(Dictionary<string, int> labels, int classes, int samples)
        {
            Suspect suspect = Judged(labels, classes, samples);
            return Cells[^2] is { } action ? suspect with { Action = SampleActionName.Find(action) ?? throw Wrong(action) } : suspect;
        }

        private Suspect Judged(Dictionary<string, int> labels, int classes, int samples) => new(
            Whole("index", samples),
            Label("label", labels, classes),
            Label("believed", labels, classes),
            double.TryParse(Cell("score"), CultureInfo.InvariantCulture, out double score) && score is >= 0 and <= 1
                ? score
                : throw Wrong("score", "a number from 0 to 1"),
            Cell("suspected").ToUpperInvariant() switch
            {
                "1" or "TRUE" or "YES" => true,
                "0" or "FALSE" or "NO" or "" => false,
                _ => throw Wrong("suspected", "true or false"),
            },
            Cells[^1] is { Length: > 0 } file ? CsvCell.Read(file) : null);

        private DbdException Wrong(string action) =>
            new($"{Path}, row {Number}: {ActionColumn} is '{action}', which is not {SampleActionName.All}.");

        private string Cell(string column) => Cells[Array.IndexOf(s_columns, column)]
            ?? throw new DbdException($"{Path}, row {Number}: there is no {column}; the row has {Width} cells.");

        private int Whole(string column, int bound) =>
            int.TryParse(Cell(column), CultureInfo.InvariantCulture, out int value) && value >= 0 && value < bound
                ? value
                : throw Wrong(column, $"a number from 0 to {bound - 1}");

        private int Label(string column, Dictionary<string, int> labels, int classes) =>
            labels.TryGetValue(CsvCell.Read(Cell(column)), out int named) ? named : Whole(column, classes);

        private DbdException Wrong(string column, string expected) =>
            new($"{Path}, row {Number}: {column} is '{Cell(column)}', which is not {expected}.");
    }
}
