using Dbd.Reports;

namespace Dbd.ResultTables;

/// <summary>What <c>config/cpu/table.yaml</c> gave: three methods, two attacks, three seeds.</summary>
internal static class SeedTables
{
    private const string Defense = "DBD";

    private static readonly string[] s_attacks = ["badnets", "blend"];
    private static readonly string[] s_methods = ["No Defense", "Trained on clean data", Defense];
    private static readonly int[] s_epochs = [4, 5, 6, 8, 10, 12, 14, 16, 17];

    /// <summary>Means over the seeds, a row a method.</summary>
    public static string Summary(Records records)
    {
        TableRecord table = records.Table("cpu/table");
        return MarkdownTable.Render(
            ["Mean of three seeds, percent", .. s_attacks.SelectMany(a => (string[])[$"{Text.Attack(a)} BA", $"{Text.Attack(a)} ASR"])],
            [
                .. s_methods.Select(m => (string[])[
                    m,
                    .. s_attacks.Select(a => Entry(table, m, a)).SelectMany(e => (string[])[Text.Two(e.Ba?.Mean), Text.Two(e.Asr?.Mean)])]),
            ]);
    }

    /// <summary>Every seed, with mean, standard deviation and minutes.</summary>
    public static string EachSeed(Records records)
    {
        TableRecord table = records.Table("cpu/table");
        return MarkdownTable.Render(
            [
                "BA / ASR, percent", .. table.Of(Defense, "badnets").Select(c => $"seed {c.Seed}"),
                "BA, mean ± deviation", "ASR, mean ± deviation", "minutes",
            ],
            [.. s_attacks.SelectMany(a => s_methods.Select(m => SeedRow(table, m, a)))]);
    }

    /// <summary>DBD against the other two methods, a row a seed.</summary>
    public static string Goals(Records records)
    {
        TableRecord table = records.Table("cpu/table");
        return MarkdownTable.Render(
            ["", "BA below No Defense", "ASR above a clean model", "minutes"],
            [
                .. s_attacks.SelectMany(a => table.Of(Defense, a).Select(c => (string[])[
                    $"{Text.Attack(a)}, seed {c.Seed}",
                    Text.Two(Same(table, "No Defense", c).Ba - c.Ba),
                    Text.Two(c.Asr - Same(table, "Trained on clean data", c).Asr),
                    Text.One(table.Minutes(c))])),
            ]);
    }

    /// <summary>Poisoned samples among the credible ones, by epoch of stage 3.</summary>
    public static string Credible(Records records)
    {
        TableRecord table = records.Table("cpu/table");
        return MarkdownTable.Render(
            ["Epoch", .. s_epochs.Select(e => $"{e}"), "credible at the end"],
            [.. s_attacks.SelectMany(a => table.Of(Defense, a).Select(c => CredibleRow(c, table.Last(c))))]);
    }

    private static string[] SeedRow(TableRecord table, string method, string attack)
    {
        CellRecord[] cells = [.. table.Of(method, attack)];
        EntryRecord entry = Entry(table, method, attack);
        return
        [
            $"{method}, {Text.Attack(attack)}",
            .. cells.Select(c => Text.Pair(c.Ba, c.Asr)),
            $"{Text.Two(entry.Ba?.Mean)} ± {Text.Two(entry.Ba?.Deviation)}",
            $"{Text.Two(entry.Asr?.Mean)} ± {Text.Two(entry.Asr?.Deviation)}",
            string.Join(", ", cells.Select(c => Text.One(table.Minutes(c)))),
        ];
    }

    private static string[] CredibleRow(CellRecord cell, RunRecord run) =>
    [
        $"{Text.Attack(cell.Attack)}, seed {cell.Seed}",
        .. s_epochs.Select(e => Text.Count(run.Done[e - 1].Of("credible", "poisoned"))),
        Text.Count(run.Done[^1].Of("credible", "samples")),
    ];

    private static EntryRecord Entry(TableRecord table, string method, string attack) =>
        table.Entries.Single(e => e.Method == method && e.Attack == attack);

    private static CellRecord Same(TableRecord table, string method, CellRecord cell) =>
        table.Of(method, cell.Attack).Single(c => c.Seed == cell.Seed);
}
