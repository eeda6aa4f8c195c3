using System.Globalization;
using System.Text.Json;

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

    private Measure[] Measures =>
        [.. _rows.SelectMany(r => r.Epoch.Readings.SelectMany(g => g.Value.Keys.Select(name => new Measure(g.Key, name)))).Distinct()];

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
            foreach ((int column, string? cell) in Facts(row).Concat(measures.Select(m => Number(row.Measured(m)))).Index())
                line[column].Set(CsvCell.Write(cell ?? ""));
        }
        table.Flush();
        return table.ToString();
    }

    private string Json()
    {
        Measure[] measures = Measures;
        return JsonSerializer.Serialize(_rows.Select(Members), CheckedJson.Format) + "\n";

        Dictionary<string, object> Members(Row row)
        {
            object?[] facts = [row.Run.Name, row.Run.Record.Stage, row.Run.Record.Attack, row.Run.Record.Seed, row.Number, row.Seconds];
            return s_facts.Zip(facts)
                .Concat(measures.Select(m => ($"{m}", (object?)row.Measured(m))))
                .Where(member => member.Item2 is not null)
                .ToDictionary(member => member.Item1, member => member.Item2!);
        }
    }

    private string Markdown()
    {
        Measure[] measures = Measures;
        return MarkdownTable.Render(
            [.. s_facts, .. measures.Select(m => Printable.Line($"{m}"))],
            [.. _rows.Select(row => (IReadOnlyList<string>)[
                .. Facts(row with { Epoch = row.Epoch with { Seconds = Math.Round(row.Epoch.Seconds, 1) } })
                    .Select(f => Printable.Line(f ?? "")),
                .. measures.Select(m => row.Measured(m) is { } value ? Format.Number(value) : "")])]);
    }

    private static string?[] Facts(Row row) =>
    [
        row.Run.Name, row.Run.Record.Stage, row.Run.Record.Attack, row.Run.Record.Seed?.ToString(CultureInfo.InvariantCulture),
        row.Number.ToString(CultureInfo.InvariantCulture), Number(row.Seconds),
    ];

    // As pandas and R read it.
    private static string? Number(double? value) => value switch
    {
        null => null,
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        { } number => number.ToString("R", CultureInfo.InvariantCulture),
    };

    private sealed record Row(NamedRun Run, int Number, EpochRecord Epoch)
    {
        // 0 is a time that was not recorded.
        public double? Seconds => Epoch.Seconds > 0 ? Epoch.Seconds : null;

        // NaN is a mean over no samples.
        public double? Measured(Measure measure) => Epoch.Of(measure) is { } value && !double.IsNaN(value) ? value : null;
    }
}
