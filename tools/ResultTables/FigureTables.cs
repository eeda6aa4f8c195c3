namespace Dbd.ResultTables;

/// <summary>The tables that a page may ask for, by name.</summary>
/// <param name="root">The repository's root.</param>
internal sealed class FigureTables(string root)
{
    private static readonly Dictionary<string, Func<Records, string>> s_tables = new(StringComparer.Ordinal)
    {
        ["cpu-summary"] = SeedTables.Summary,
        ["cpu-seeds"] = SeedTables.EachSeed,
        ["cpu-goals"] = SeedTables.Goals,
        ["cpu-credible"] = SeedTables.Credible,
        ["cpu-edges"] = SettingTables.Edges,
        ["cpu-attacks"] = AttackTables.Render,
        ["cpu-longer"] = SettingTables.Longer,
        ["cpu-ablation"] = SettingTables.Ablation,
        ["gpu"] = SettingTables.Gpu,
        ["peers"] = PeerTable.Render,
        ["precision"] = PrecisionTable.Render,
        ["trials-no-defense"] = TrialTables.NoDefense,
        ["trials-alpha"] = TrialTables.Alpha,
        ["trials-earlier"] = TrialTables.EarlierRecipes,
    };

    private readonly Records _records = new(root);

    /// <summary>The names of all tables.</summary>
    public static IReadOnlyCollection<string> Names => s_tables.Keys;

    /// <summary>A table as the records have it now.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Markdown, each line ended by <c>\n</c>.</returns>
    /// <exception cref="FormatException">There is no such table.</exception>
    public string Render(string name) => s_tables.TryGetValue(name, out Func<Records, string>? render)
        ? render(_records)
        : throw new FormatException($"There is no table '{name}'. The tables are {string.Join(", ", Names)}.");
}
