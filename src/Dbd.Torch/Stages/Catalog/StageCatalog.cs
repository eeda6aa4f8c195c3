using System.Reflection;

using Dbd.Configuration;
using Dbd.Runs;
using Dbd.Torch.Stages.Abl;
using Dbd.Torch.Stages.Asd;
using Dbd.Torch.Stages.MixMatch;
using Dbd.Torch.Stages.SimClr;
using Dbd.Torch.Stages.Supervise;
using Dbd.Torch.Stages.Train;

namespace Dbd.Torch.Stages.Catalog;

/// <summary>All stages. To add one: a folder with its options, the stage and its objective, and one line here.</summary>
public static class StageCatalog
{
    /// <summary>The stages by the names that commands, folders, logs and records bear.</summary>
    public static Registry<IStage> Stages { get; } = new("stage")
    {
        { "supervise", "Train on the poisoned labels as they are (No Defense)", "DBD, section 5.1",
            (SuperviseOptions o) => new SuperviseStage(o) },
        { "simclr", "DBD, stage 1: learn features without labels", "Chen et al. 2020", (SimClrOptions o) => new SimClrStage(o) },
        { "mixmatch_finetune", "DBD, stages 2 and 3: linear layer, then semi-supervised", "Berthelot et al. 2019",
            (MixMatchFinetuneOptions o) => new MixMatchFinetuneStage(o) },
        { "abl", "Anti-Backdoor Learning: isolate, train on the rest, unlearn", "Li et al. 2021", (AblOptions o) => new AblStage(o) },
        { "asd", "Adaptively splitting: believed labels grow from clean samples", "Gao et al. 2023", (AsdOptions o) => new AsdStage(o) },
        { "train", "Train on the labels that a DBD run believes", "-", (TrainOptions o) => new TrainStage(o) },
    };

    /// <summary>Trains a run of any stage to its last epoch, from where it stands.</summary>
    /// <param name="request">The configuration and how to run it.</param>
    /// <param name="observers">Told beside the run's own log, CSV files, record and checkpoints.</param>
    /// <param name="cancellation">Stops within a step; what was complete is kept.</param>
    /// <exception cref="DbdException">Configuration, data or checkpoint are wrong, or the run fails.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static void Run(StageRequest request, IReadOnlyList<IRunObserver> observers, CancellationToken cancellation)
    {
        using RunContext run = RunContext.Open(StageFiles.Load(request), observers, cancellation);
        run.Stage.Run(run);
    }

    /// <summary>The stage of a name.</summary>
    /// <exception cref="ConfigException">There is none.</exception>
    internal static RegistryEntry Named(string name, Func<string, string, ConfigException> error) =>
        Stages.FirstOrDefault(s => s.Name == name)
            ?? throw error($"there is no stage named {name}.", $"Use one of {string.Join(", ", Stages.Select(s => s.Name))}.");

    /// <summary>The stage that a configuration is for: what its <c>stage</c> key says, else the one whose keys it has.</summary>
    /// <exception cref="ConfigException">Nothing tells.</exception>
    internal static RegistryEntry Of(ConfigDocument document)
    {
        const string key = "stage";
        if (document.TextAt(key) is { } name)
            return Named(name, (problem, advice) => document.Error(key, problem, advice));
        return Stages.Where(s => KeysOf(s) is { Count: > 0 } keys && keys.All(document.Has)).MaxBy(s => KeysOf(s).Count)
            ?? throw document.Error(
                key,
                "nothing in this file tells which stage it is for.",
                $"Add the key: {string.Join(" or ", Stages.Select(s => $"stage: {s.Name}"))}.");
    }

    private static IReadOnlyList<string> KeysOf(RegistryEntry stage) =>
        stage.OptionsType.GetCustomAttribute<StageKeysAttribute>()?.Keys ?? [];
}
