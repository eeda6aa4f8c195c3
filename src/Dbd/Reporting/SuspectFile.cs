using System.Globalization;
using System.Text;

using Dbd.Serialization;

using nietras.SeparatedValues;

namespace Dbd.Reporting;

/// <summary>A further column of <c>suspects.csv</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Of">A sample's value, by its number in the training set.</param>
public sealed record SampleColumn(string Name, Func<int, double> Of);

/// <summary>Reads and writes <c>suspects.csv</c>: columns <c>index</c>, <c>label</c>, <c>believed</c>, <c>score</c>, <c>suspected</c> and, where
/// samples have files, <c>file</c>; others are passed over. Labels are names of classes or their numbers.</summary>
public static class SuspectFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "suspects.csv";

    private static readonly string[] s_columns = ["index", "label", "believed", "score", "suspected"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="classNames">In label order.</param>
    /// <param name="samples">Number of training samples.</param>
    /// <returns>In the order of the file.</returns>
    /// <exception cref="DbdException">The file cannot be read, a column is missing, or a value makes no sense.</exception>
    public static IReadOnlyList<Suspect> Read(string path, IReadOnlyList<string> classNames, int samples)
    {
        List<string[]> rows = RowsOf(path);
        if (rows.Count == 0)
            throw new DbdException($"{path} is empty; it should begin with a line of column names.");
        Dictionary<string, int> columns = rows[0].Index().DistinctBy(c => c.Item).ToDictionary(c => c.Item, c => c.Index);
        if (s_columns.FirstOrDefault(c => !columns.ContainsKey(c)) is { } missing)
            throw new DbdException($"{path} has no column {missing}; it needs {string.Join(", ", s_columns)}.");
        return [.. rows.Skip(1).Select((row, i) => new Row(path, i + 2, row, columns).Suspect(classNames, samples))];
    }

    /// <summary>Writes a file, safely (see <see cref="AtomicFile"/>); an earlier one is replaced. Labels are written by their names, numbers with six decimals at most.</summary>
    /// <param name="path">The file.</param>
    /// <param name="suspects">The samples, most suspicious first.</param>
    /// <param name="classNames">In label order.</param>
    /// <param name="more">What else is known of them, a column each.</param>
    /// <exception cref="DbdException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<Suspect> suspects, IReadOnlyList<string> classNames, params IReadOnlyList<SampleColumn> more) => AtomicFile.Write(path, stream =>
    {
        using StreamWriter text = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        using SepWriter table = Sep.New(',').Writer(o => o with { Escape = true }).To(text, leaveOpen: true);
        foreach ((int place, Suspect suspect) in suspects.Index())
        {
            using SepWriter.Row row = table.NewRow();
            row["rank"].Format(place + 1);
            row["index"].Format(suspect.Index);
            row["file"].Set(suspect.File ?? "");
            row["label"].Set(classNames[suspect.Label]);
            row["believed"].Set(classNames[suspect.Believed]);
            row["score"].Set(Number(suspect.Score));
            row["suspected"].Set(suspect.IsSuspected ? "true" : "false");
            foreach (SampleColumn column in more)
                row[column.Name].Set(Number(column.Of(suspect.Index)));
        }
    });

    /// <summary>Fails unless a list may be written there: where nothing is, or an earlier list of ours.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DbdException">Another file is there, or a folder, or it cannot be read.</exception>
    public static void CheckPlace(string path)
    {
        if (Directory.Exists(path) || (File.Exists(path) && RowsOf(path) is not [["rank", "index", ..], ..]))
            throw new DbdException($"{path} is there already and is no earlier list of suspects: it is left as it is. Name another file.");
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    // Short rows are told of cell by cell; empty lines are passed over.
    private static List<string[]> RowsOf(string path)
    {
        try
        {
            using SepReader reader = Sep.New(',').Reader(o => o with { HasHeader = false, Unescape = true, DisableColCountCheck = true }).FromFile(path);
            List<string[]> rows = [];
            foreach (SepReader.Row row in reader)
            {
                if (row.Span.Length > 0)
                    rows.Add([.. row[..].ToStringsArray()]);
            }
            return rows;
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new DbdException($"{path} cannot be read as a CSV file: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DbdException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private sealed record Row(string Path, int Number, string[] Cells, Dictionary<string, int> Columns)
    {
        public Suspect Suspect(IReadOnlyList<string> classNames, int samples) => new(
            Whole("index", samples),
            Label("label", classNames),
            Label("believed", classNames),
            double.TryParse(Cell("score"), CultureInfo.InvariantCulture, out double score) && score is >= 0 and <= 1 ? score : throw Wrong("score", "a number from 0 to 1"),
            Cell("suspected").ToUpperInvariant() switch { "1" or "TRUE" or "YES" => true, "0" or "FALSE" or "NO" or "" => false, _ => throw Wrong("suspected", "true or false") },
            Columns.ContainsKey("file") && Cell("file").Length > 0 ? Cell("file") : null);

        private string Cell(string column) => Columns[column] < Cells.Length
            ? Cells[Columns[column]]
            : throw new DbdException($"{Path}, row {Number}: there is no {column}; the row has {Cells.Length} cells.");

        private int Whole(string column, int bound) =>
            int.TryParse(Cell(column), CultureInfo.InvariantCulture, out int value) && value >= 0 && value < bound ? value : throw Wrong(column, $"a number from 0 to {bound - 1}");

        private int Label(string column, IReadOnlyList<string> classNames)
        {
            int named = classNames.ToList().IndexOf(Cell(column));
            return named >= 0 ? named : Whole(column, classNames.Count);
        }

        private DbdException Wrong(string column, string expected) =>
            new($"{Path}, row {Number}: {column} is '{Cell(column)}', which is not {expected}.");
    }
}
