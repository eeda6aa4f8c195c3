using Dbd.Configuration;
using Dbd.Data.Formats.Cifar;
using Dbd.Data.Synthesis;
using Dbd.Poisoning;
using Dbd.Reports;
using Dbd.Reports.Csv;
using Dbd.Runs;
using Dbd.Torch.Defenses.Catalog;
using Dbd.Torch.Runtime;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

using TorchSharp;

namespace Dbd.Torch.Tables;

/// <summary>What is asked of <see cref="Quickstart"/>.</summary>
public sealed record QuickstartRequest
{
    /// <summary>The repository's root, which holds <c>config/quickstart</c> and <c>data/trigger</c>.</summary>
    public required string Root { get; init; }

    /// <summary>Everything that is made goes there.</summary>
    public string Out { get; init; } = "quickstart";

    /// <summary>Seed of the pictures, the poison and the training.</summary>
    public int Seed { get; init; } = 100;

    /// <summary>As in <see cref="StageRequest.Resume"/>: empty goes on where an interrupted quickstart stopped.</summary>
    public string Resume { get; init; } = "";

    /// <summary><c>cpu</c>, or the number of a CUDA device.</summary>
    public string Gpu { get; init; } = "0";

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Further overrides of all its configurations.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];
}

/// <summary>One row of the table of results.</summary>
/// <param name="Method">No Defense or DBD.</param>
/// <param name="Attack">The attack.</param>
/// <param name="Result">The record of its last run, which has BA and ASR.</param>
public sealed record QuickstartCell(string Method, string Attack, RunRecord Result);

/// <summary>The method from end to end on drawn pictures: poisons them, trains without defense and with it, for both attacks.</summary>
public static class Quickstart
{
    private const int TrainingImages = 5000;
    private const int TestImages = 1000;

    // On the machines of README.md.
    private static readonly (TimeSpan Least, TimeSpan Most) s_usual = (TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(10));

    private static readonly IDefense[] s_defenses = [new NoDefense(), new PublishedDbd()];

    private static readonly OrderedDictionary<string, string> s_triggers =
        new() { ["badnets"] = "badnets_2x2.png", ["blend"] = "blend_figure.png" };

    /// <summary>Runs all stages that are not done yet.</summary>
    /// <param name="request">Where and with what seed.</param>
    /// <param name="observers">Of every stage.</param>
    /// <param name="tell">Is told what comes next.</param>
    /// <param name="cancellation">Stops within a step; running it again goes on.</param>
    /// <returns>The table's cells.</returns>
    /// <exception cref="DbdException">A stage failed.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static IReadOnlyList<QuickstartCell> Run(
        QuickstartRequest request, IReadOnlyList<IRunObserver> observers, Action<string> tell, CancellationToken cancellation)
    {
        using LockFile mine = LockFile.Take(
            Path.Combine(FolderOf(request), "lock"), FolderOf(request),
            "Another quickstart works there: wait for it, or name another folder with --out.", request.Time);
        DrawData(request, tell);
        observers = RunObservers.Guarded(observers);
        observers = RunObservers.Guarded([.. observers, ForecastOf(request, new RunObservers(observers))]);
        new RunObservers(observers).OnPlan(Plan(request));
        List<QuickstartCell> cells = [];
        foreach ((string attack, IDefense defense) in Cells())
        {
            foreach (StageRequest stage in StagesOf(request, defense, attack))
            {
                tell(StageCommand.Of(stage.Stage!, stage));
                StageCatalog.Run(stage, observers, cancellation);
            }
            cells.Add(new QuickstartCell(defense.Title, attack, ResultOf(request, StagesOf(request, defense, attack).Last())));
        }
        return cells;
    }

    /// <summary>What <see cref="Run"/> is going to do, as the configurations have it.</summary>
    internal static RunPlan Plan(QuickstartRequest request) => new(
    [
        .. from cell in Cells()
           from stage in StagesOf(request, cell.Defense, cell.Attack)
           select RunOf(StageFiles.Load(stage)),
    ]);

    private static IEnumerable<(string Attack, IDefense Defense)> Cells() =>
        from attack in s_triggers.Keys from defense in s_defenses select (attack, defense);

    private static RunStart RunOf(StageFile file)
    {
        StageWork work = new(file.Options.TrainImages ?? TrainingImages, 2 * TestImages);
        return new RunStart(file.Name, 1, file.Stage.Epochs) { Phases = file.Stage.Phases(work) };
    }

    // With other settings than its own nobody knows what is usual.
    private static Forecast ForecastOf(QuickstartRequest request, RunObservers observers)
    {
        bool isUsual = request.Overrides.Count == 0 && Devices.Select(request.Gpu, _ => { }).type == DeviceType.CPU;
        return new Forecast(isUsual ? s_usual : null, new SlowMachine().Why, observers.OnNote);
    }

    /// <summary>What was chosen for it: attack, network and epochs, as the configurations have them.</summary>
    /// <param name="request">As for <see cref="Run"/>.</param>
    /// <returns>A line an attack.</returns>
    /// <exception cref="ConfigException">A configuration is wrong.</exception>
    public static IEnumerable<string> Settings(QuickstartRequest request)
    {
        foreach (string attack in s_triggers.Keys)
        {
            StageFile[][] defenses = [.. s_defenses.Select(d => StagesOf(request, d, attack).Select(StageFiles.Load).ToArray())];
            StageOptions options = defenses[0][0].Options;
            BackdoorOptions backdoor = options.Backdoor!;
            IEnumerable<string> recipes = s_defenses.Zip(
                defenses, (d, files) => $"{d.Title}: {string.Join(", ", files.Select(f => f.Stage.Text.Recipe))}");
            yield return $"{backdoor.Attack.Description}: poison ratio {backdoor.PoisonRatio}, {backdoor.Aim}; "
                + $"{options.Network.Description}; {string.Join("; ", recipes)}.";
        }
    }

    /// <summary>The table of the reference's README: percent, a row a method.</summary>
    /// <param name="cells">What <see cref="Run"/> gave.</param>
    /// <returns>Markdown.</returns>
    public static string Table(IReadOnlyList<QuickstartCell> cells)
    {
        string[] methods = [.. cells.Select(c => c.Method).Distinct()];
        return MarkdownTable.Render(
            ["Method", .. s_triggers.Keys.SelectMany(attack => (string[])[$"{attack} BA", $"{attack} ASR"])],
            [.. methods.Select(m => (IReadOnlyList<string>)[m, .. cells.Where(c => c.Method == m).SelectMany(Percent)])]);

        static string[] Percent(QuickstartCell cell) =>
            [$"{100 * cell.Result.BenignAccuracy ?? double.NaN:0.00}", $"{100 * cell.Result.AttackSuccessRate ?? double.NaN:0.00}"];
    }

    private static void DrawData(QuickstartRequest request, Action<string> tell)
    {
        string folder = DataIn(request);
        if (Directory.Exists(folder))
            return;
        tell($"Drawing {TrainingImages} training and {TestImages} test pictures of {Synthetic.ClassNames.Count} classes into {folder}.");
        string beside = folder + ".tmp";
        CifarBinaryWriter.Write(
            beside,
            Synthetic.Generate(request.Seed, SyntheticSplit.Train, TrainingImages),
            Synthetic.Generate(request.Seed, SyntheticSplit.Test, TestImages));
        Directory.Move(beside, folder);
    }

    /// <summary>The stages of a defense against an attack, in order.</summary>
    internal static IEnumerable<StageRequest> StagesOf(QuickstartRequest request, IDefense defense, string attack) =>
        defense.Steps.Select(step => new StageRequest
        {
            ConfigPath = Path.Combine(request.Root, "config", "quickstart", step.Stage, $"{attack}.yaml"),
            Stage = step.Stage,
            Overrides =
            [
                $"seed.seed={request.Seed}",
                ConfigOverride.Text("dataset_dir", DataIn(request)),
                ConfigOverride.Text("saved_dir", SavedIn(request)),
                ConfigOverride.Text("storage_dir", StorageIn(request)),
                ConfigOverride.Text($"backdoor.{attack}.trigger_path", Path.Combine(request.Root, "data", "trigger", s_triggers[attack])),
                .. request.Overrides,
            ],
            Resume = request.Resume,
            Gpu = request.Gpu,
        });

    private static RunRecord ResultOf(QuickstartRequest request, StageRequest stage) =>
        CsvRecord.In(new RunFolder(stage.ConfigPath, SavedIn(request), StorageIn(request)).Log);

    private static string FolderOf(QuickstartRequest request) => Path.Combine(request.Out, $"seed-{request.Seed}");

    private static string DataIn(QuickstartRequest request) => Path.Combine(FolderOf(request), "data");

    private static string SavedIn(QuickstartRequest request) => Path.Combine(FolderOf(request), "saved_data");

    private static string StorageIn(QuickstartRequest request) => Path.Combine(FolderOf(request), "storage");
}
