using Dbd.Datasets;
using Dbd.Datasets.Cifar;
using Dbd.Metrics;
using Dbd.Reporting;
using Dbd.Torch.Checkpoints;

namespace Dbd.Torch.Stages;

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

    private static readonly (string Name, string Trigger)[] s_attacks = [("badnets", "badnets_2x2.png"), ("blend", "blend_figure.png")];

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
        string folder = Path.Combine(request.Out, $"seed-{request.Seed}");
        DrawData(Path.Combine(folder, "data"), request.Seed, tell);
        List<QuickstartCell> cells = [];
        foreach ((string attack, string trigger) in s_attacks)
        {
            StageRequest supervise = StageOf("supervise", attack, trigger);
            Announce("supervise", supervise);
            SuperviseStage.Run(supervise, observers, cancellation);
            cells.Add(new QuickstartCell("No Defense", attack, ResultOf(supervise)));

            StageRequest simClr = StageOf("simclr", attack, trigger);
            Announce("simclr", simClr);
            SimClrStage.Run(simClr, observers, cancellation);

            StageRequest finetune = StageOf("mixmatch_finetune", attack, trigger);
            Announce("mixmatch-finetune", finetune);
            MixMatchFinetuneStage.Run(finetune, observers, cancellation);
            cells.Add(new QuickstartCell("DBD", attack, ResultOf(finetune)));
        }
        return cells;

        StageRequest StageOf(string stage, string attack, string trigger) => new()
        {
            ConfigPath = Path.Combine(request.Root, "config", "quickstart", stage, $"{attack}.yaml"),
            Overrides =
            [
                $"seed.seed={request.Seed}",
                $"dataset_dir={Path.Combine(folder, "data")}",
                $"saved_dir={Path.Combine(folder, "saved_data")}",
                $"storage_dir={Path.Combine(folder, "storage")}",
                $"backdoor.{attack}.trigger_path={Path.Combine(request.Root, "data", "trigger", trigger)}",
                .. request.Overrides,
            ],
            Resume = request.Resume,
            Gpu = request.Gpu,
        };

        void Announce(string command, StageRequest stage) =>
            tell($"dbd {command} --config {stage.ConfigPath} {string.Join(' ', stage.Overrides.Select(o => $"--set {o}"))}");

        RunResult ResultOf(StageRequest stage) =>
            RunResult.Of(new CheckpointStore(new RunDirectory(stage.ConfigPath, Path.Combine(folder, "saved_data"), Path.Combine(folder, "storage")).Checkpoints));
    }

    /// <summary>The table of the reference's README: percent, a row a method.</summary>
    /// <param name="cells">What <see cref="Run"/> gave.</param>
    /// <returns>Markdown.</returns>
    public static string Table(IReadOnlyList<QuickstartCell> cells)
    {
        string[] methods = [.. cells.Select(c => c.Method).Distinct()];
        return MarkdownTable.Render(
            ["Method", .. s_attacks.SelectMany(a => (string[])[$"{a.Name} BA", $"{a.Name} ASR"])],
            [.. methods.Select(m => (IReadOnlyList<string>)[m, .. cells.Where(c => c.Method == m).SelectMany(Percent)])]);

        static string[] Percent(QuickstartCell cell) =>
            [$"{100 * cell.Result.BenignAccuracy:0.00}", $"{100 * cell.Result.AttackSuccessRate:0.00}"];
    }

    private static void DrawData(string folder, int seed, Action<string> tell)
    {
        if (Directory.Exists(folder))
            return;
        tell($"Drawing {TrainingImages} training and {TestImages} test pictures of {Synthetic.ClassNames.Count} classes into {folder}.");
        string beside = folder + ".tmp";
        CifarBinaryWriter.Write(
            beside,
            Synthetic.Generate(seed, SyntheticSplit.Train, TrainingImages),
            Synthetic.Generate(seed, SyntheticSplit.Test, TestImages));
        Directory.Move(beside, folder);
    }
}
