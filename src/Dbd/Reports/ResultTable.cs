using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

using Dbd.Runs;
using Dbd.Serialization;

using nietras.SeparatedValues;

namespace Dbd.Reports;

/// <summary>A run in a table of results.</summary>
/// <param name="Name">What tells it from the others: its folder or file.</param>
/// <param name="Record">Its record.</param>
internal sealed record NamedRun(string Name, RunRecord Record);

/// <summary>Runs as one tidy table: a row a run and epoch, a column a reading. What is not known is empty.</summary>
/// <param name="runs">The runs, in order.</param>
/// <param name="onlyLast">Whether only each run's last epoch has a row.</param>
internal sealed class ResultTable(IReadOnlyList<NamedRun> runs, bool onlyLast)
{
    private static readonly string[] s_facts = ["run", "stage", "attack", "seed", "epoch", "seconds"];

    private readonly Row[] _rows = [.. runs.SelectMany(run => run.Record.Done.Index()
        .Where(e => !onlyLast || e.Index == run.Record.Done.Count - 1)
        .Select(e => new Row(run, e.Index + 1, e.Item)))];

    private Measure[] Measures => [.. _rows.SelectMany(r => r.Epoch.Readings.SelectMany(g => g.Value.Keys.Select(name => new Measure(g.Key, name)))).Distinct()];

    /// <summary>Writes the table as text.</summary>
    public string Render(ResultFormat format) => format switch
    {
        ResultFormat.Json => Json(),
        ResultFormat.Markdown => Markdown(),
        _ => Csv(),
    };

    private string Csv()
    {
        Measure[] measures = Measures;
        using SepWriter table = Sep.New(',').Writer(o => o with { Escape = true }).ToText();
        table.Header.Add([.. s_facts, .. measures.Select(m => CsvCell.Write($"{m}"))]);
        foreach (Row row in _rows)
        {
            using SepWriter.Row line = table.NewRow();
            foreach ((int column, string? cell) in Facts(row).Concat(measures.Select(m => Number(row.Epoch.Of(m)))).Index())
                line[column].Set(CsvCell.Write(cell ?? ""));
        }
        table.Flush();
        return table.ToString();
    }

    private string Json() => JsonSerializer.Serialize(
        _rows.Select(row =>
        {
            JsonObject line = new()
            {
                ["run"] = row.Run.Name,
                ["stage"] = row.Run.Record.Stage,
                ["attack"] = row.Run.Record.Attack,
                ["seed"] = row.Run.Record.Seed,
                ["epoch"] = row.Number,
                ["seconds"] = row.Seconds,
            };
            foreach (Measure measure in Measures)
                line[$"{measure}"] = JsonSerializer.SerializeToNode(row.Epoch.Of(measure) is { } value && !double.IsNaN(value) ? value : (double?)null, CheckedJson.Format);
            return new JsonObject(line.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        }),
        CheckedJson.Format) + "\n";

    private string Markdown()
    {
        Measure[] measures = Measures;
        return MarkdownTable.Render(
            [.. s_facts, .. measures.Select(m => Printable.Line($"{m}"))],
            [.. _rows.Select(row => (IReadOnlyList<string>)[
                .. Facts(row with { Epoch = row.Epoch with { Seconds = Math.Round(row.Epoch.Seconds, 1) } }).Select(f => Printable.Line(f ?? "")),
                .. measures.Select(m => row.Epoch.Of(m) is { } value && !double.IsNaN(value) ? Format.Number(value) : "")])]);
    }

    private static string?[] Facts(Row row) =>
    [
        row.Run.Name, row.Run.Record.Stage, row.Run.Record.Attack, row.Run.Record.Seed?.ToString(CultureInfo.InvariantCulture),
        row.Number.ToString(CultureInfo.InvariantCulture), Number(row.Seconds),
    ];

    // As pandas and R read it.
    private static string? Number(double? value) => value switch
    {
        null or double.NaN => null,
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        { } number => number.ToString("R", CultureInfo.InvariantCulture),
    };

    private sealed record Row(NamedRun Run, int Number, EpochRecord Epoch)
    {
        // 0 is a time that was not recorded.
        public double? Seconds => Epoch.Seconds > 0 ? Epoch.Seconds : null;
    }
}
