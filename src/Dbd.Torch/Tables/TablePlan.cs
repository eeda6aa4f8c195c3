using Dbd.Configuration;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Torch.Tables;

/// <summary>All cells of a table and the runs that they need, checked before the first one starts.</summary>
/// <param name="Spec">What was asked for.</param>
/// <param name="Name">The file's name, which the table gets.</param>
/// <param name="Cells">In the order in which they run: a whole table of the first seed, then the next seed.</param>
public sealed record TablePlan(TableSpec Spec, string Name, IReadOnlyList<TableCell> Cells)
{
    /// <summary>Whether a file is a table's.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ConfigException">There is no such file, or it is no YAML.</exception>
    public static bool IsTable(string path) => ConfigDocument.Load(path).Has("methods");

    /// <summary>Checks a table's file and all configurations that it names.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Overrides of every run, <c>key.path=value</c> each.</param>
    /// <exception cref="ConfigException">Something is wrong: says where and why.</exception>
    public static CheckedConfig Check(string path, IReadOnlyList<string> overrides) =>
        new("table", ConfigPrinter.ToYaml(Load(new TableRequest { SpecPath = path, Overrides = overrides }).Spec), []);

    /// <summary>Reads a table's file and all configurations that it names.</summary>
    /// <param name="request">The file and further overrides.</param>
    /// <exception cref="ConfigException">Something is wrong: says where and why.</exception>
    public static TablePlan Load(TableRequest request)
    {
        TableSpec spec = new ConfigBinder().Bind<TableSpec>(ConfigDocument.Load(request.SpecPath));
        RunPlanner planner = new(request, spec);
        IReadOnlyList<SettingSpec> settings = spec.Settings.Count > 0 ? spec.Settings : [new SettingSpec { Name = "" }];
        TableCell[] cells =
        [
            .. from seed in spec.Seeds
               from setting in settings
               from attack in spec.Attacks
               from method in spec.Methods
               select new TableCell(setting.Name, attack.Name, method.Name, seed, planner.Runs(setting, attack, method, seed)),
        ];
        if (spec.Stages.Select(s => s.Stage).Except(cells.SelectMany(c => c.Runs).Select(r => r.Stage)).FirstOrDefault() is { } unused)
            throw new ConfigException(
                new ConfigLocation(request.SpecPath, 0, "stages"),
                $"No method has a {unused} stage, so what is set for it would be ignored.",
                "Remove it.");
        string[] stages = [.. cells.SelectMany(c => c.Runs).Select(r => r.Stage).Distinct()];
        if (StageOverride.Named(request.Overrides).Except(stages).FirstOrDefault() is { } without)
            throw new ConfigException(
                "--set", $"No method has a {without} stage.", $"The stages of this table: {string.Join(", ", stages)}.");
        // Equal runs are one run, so the second would show what the first was trained on.
        if (cells.SelectMany(c => c.Runs).GroupBy(r => r.Hash).FirstOrDefault(same => same.DistinctBy(DataOf).Count() > 1) is { } twice)
            throw new ConfigException(
                new ConfigLocation(request.SpecPath, 0, "settings"),
                $"{twice.First().Name} would be trained on {string.Join(" and on ", twice.Select(DataOf).Distinct())}: "
                    + "where data lie does not make another run.",
                "Make a table of each, with `out` and `runs` of its own.");
        return new TablePlan(spec, Path.GetFileNameWithoutExtension(request.SpecPath), cells);
    }

    private static string DataOf(PlannedRun run) =>
        run.Request.Overrides.LastOrDefault(o => o.StartsWith("dataset_dir=", StringComparison.Ordinal)) ?? "what its file names";
}
