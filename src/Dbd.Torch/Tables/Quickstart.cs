using Dbd.Attacks.Blend;
using Dbd.Configuration;
using Dbd.Data.Formats.Cifar;
using Dbd.Data.Synthesis;
using Dbd.Poisoning;
using Dbd.Reports;
using Dbd.Runs;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Networks;
using Dbd.Torch.Runtime;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.MixMatch;
using Dbd.Torch.Stages.SimClr;
using Dbd.Torch.Stages.Supervise;

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

    /// <summary>Further overrides of all its configurations.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];
}

/// <summary>One row of the table of results.</summary>
/// <param name="Method">No Defense or DBD.</param>
/// <param name="Attack">The attack.</param>
/// <param name="Result">BA and ASR after the last epoch.</param>
public sealed record QuickstartCell(string Method, string Attack, RunResult Result);

/// <summary>The method from end to end on drawn pictures: poisons them, trains without defense and with it, for both attacks.</summary>
public static class Quickstart
{
    private const int TrainingImages = 5000;
    private const int TestImages = 1000;

    // On the machines of README.md.
    private static readonly (TimeSpan Least, TimeSpan Most) s_usual = (TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(10));

    private static readonly OrderedDictionary<string, string> s_triggers = new() { ["badnets"] = "badnets_2x2.png", ["blend"] = "blend_figure.png" };

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
            Path.Combine(FolderOf(request), "lock"), FolderOf(request), "Another quickstart works there: wait for it, or name another folder with --out.");
        DrawData(request, tell);
        observers = [.. observers, ForecastOf(request, observers)];
        RunPlan plan = Plan(request);
        foreach (IRunObserver observer in observers)
            observer.OnPlan(plan);
        List<QuickstartCell> cells = [];
        foreach (string attack in s_triggers.Keys)
        {
            StageRequest supervise = StageOf(request, StageName.Supervise, attack);
            tell(CommandOf(StageName.Supervise, supervise));
            SuperviseStage.Run(supervise, observers, cancellation);
            cells.Add(new QuickstartCell("No Defense", attack, ResultOf(request, supervise)));

            StageRequest simClr = StageOf(request, StageName.SimClr, attack);
            tell(CommandOf(StageName.SimClr, simClr));
            SimClrStage.Run(simClr, observers, cancellation);

            StageRequest finetune = StageOf(request, StageName.MixMatchFinetune, attack);
            tell(CommandOf("mixmatch-finetune", finetune));
            MixMatchFinetuneStage.Run(finetune, observers, cancellation);
            cells.Add(new QuickstartCell("DBD", attack, ResultOf(request, finetune)));
        }
        return cells;
    }

    /// <summary>What <see cref="Run"/> is going to do, as the configurations have it.</summary>
    internal static RunPlan Plan(QuickstartRequest request) => new(
    [
        .. from attack in s_triggers.Keys
           from stage in (string[])[StageName.Supervise, StageName.SimClr, StageName.MixMatchFinetune]
           select RunOf(StageKind.Load(StageOf(request, stage, attack))),
    ]);

    private static RunStart RunOf(LoadedStage stage)
    {
        StageWork work = new(stage.Options.TrainImages ?? TrainingImages, 2 * TestImages);
        return new RunStart(stage.Stage, 1, stage.Epochs) { Phases = work.Of(stage.Options) };
    }

    // With other settings than its own nobody knows what is usual.
    private static Forecast ForecastOf(QuickstartRequest request, IReadOnlyList<IRunObserver> observers)
    {
        bool isUsual = request.Overrides.Count == 0 && Devices.Select(request.Gpu, _ => { }).type == DeviceType.CPU;
        return new Forecast(isUsual ? s_usual : null, new SlowMachine().Why, Note);

        void Note(string note)
        {
            foreach (IRunObserver observer in observers)
                observer.OnNote(note);
        }
    }

    /// <summary>What was chosen for it: attack, network and epochs, as the configurations have them.</summary>
    /// <param name="request">As for <see cref="Run"/>.</param>
    /// <returns>A line an attack.</returns>
    /// <exception cref="ConfigException">A configuration is wrong.</exception>
    public static IEnumerable<string> Settings(QuickstartRequest request)
    {
        foreach (string attack in s_triggers.Keys)
        {
            SuperviseOptions supervise = StageConfig<SuperviseOptions>.Load(StageOf(request, StageName.Supervise, attack)).Options;
            SimClrOptions simClr = StageConfig<SimClrOptions>.Load(StageOf(request, StageName.SimClr, attack)).Options;
            MixMatchFinetuneOptions finetune = StageConfig<MixMatchFinetuneOptions>.Load(StageOf(request, StageName.MixMatchFinetune, attack)).Options;
            BackdoorOptions backdoor = supervise.Backdoor!;
            string alpha = backdoor.Attack.Options is BlendOptions blend ? $", alpha {blend.Alpha}" : "";
            string width = supervise.Network.Options is ResNet18Options network ? $", width {network.Width}" : "";
            yield return $"{attack}: poison ratio {backdoor.PoisonRatio}, target label {backdoor.TargetLabel}{alpha}; "
                + $"{supervise.Network.Name}{width}; No Defense: {supervise.NumEpochs} epochs; "
                + $"DBD: SimCLR {simClr.NumEpochs} epochs, linear layer {finetune.Warmup.NumEpochs}, MixMatch {finetune.Semi.NumEpochs} of {finetune.Semi.MixMatch.TrainIteration} iterations.";
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
            [$"{100 * cell.Result.BenignAccuracy:0.00}", $"{100 * cell.Result.AttackSuccessRate:0.00}"];
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

    private static StageRequest StageOf(QuickstartRequest request, string stage, string attack) => new()
    {
        ConfigPath = Path.Combine(request.Root, "config", "quickstart", stage, $"{attack}.yaml"),
        Overrides =
        [
            $"seed.seed={request.Seed}",
            $"dataset_dir={DataIn(request)}",
            $"saved_dir={SavedIn(request)}",
            $"storage_dir={StorageIn(request)}",
            $"backdoor.{attack}.trigger_path={Path.Combine(request.Root, "data", "trigger", s_triggers[attack])}",
            .. request.Overrides,
        ],
        Resume = request.Resume,
        Gpu = request.Gpu,
    };

    private static string CommandOf(string command, StageRequest stage) =>
        $"dbd {command} --config {stage.ConfigPath} {string.Join(' ', stage.Overrides.Select(o => $"--set {o}"))}";

    private static RunResult ResultOf(QuickstartRequest request, StageRequest stage) =>
        RunResult.Of(new CheckpointStore(new RunDirectory(stage.ConfigPath, SavedIn(request), StorageIn(request)).Checkpoints));

    private static string FolderOf(QuickstartRequest request) => Path.Combine(request.Out, $"seed-{request.Seed}");

    private static string DataIn(QuickstartRequest request) => Path.Combine(FolderOf(request), "data");

    private static string SavedIn(QuickstartRequest request) => Path.Combine(FolderOf(request), "saved_data");

    private static string StorageIn(QuickstartRequest request) => Path.Combine(FolderOf(request), "storage");
}
