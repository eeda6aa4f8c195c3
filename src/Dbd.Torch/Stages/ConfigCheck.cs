using Dbd.Augmentation;
using Dbd.Configuration;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Stages.MixMatch;
using Dbd.Torch.Tables;

namespace Dbd.Torch.Stages;

/// <summary>A configuration that was read without running anything.</summary>
/// <param name="Stage">The stage it is for, or <c>table</c>.</param>
/// <param name="ResolvedYaml">All its values, defaults filled in.</param>
/// <param name="Warnings">What is not there yet: data, triggers, earlier runs.</param>
public sealed record CheckedConfig(string Stage, string ResolvedYaml, IReadOnlyList<string> Warnings);

/// <summary>Reads and validates configurations of any stage, and tables.</summary>
public static class ConfigCheck
{
    /// <summary>Checks one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Overrides, <c>key.path=value</c> each.</param>
    /// <exception cref="ConfigException">It is wrong: says where and why.</exception>
    public static CheckedConfig Run(string path, IReadOnlyList<string> overrides)
    {
        if (ConfigDocument.Load(path).Has("methods"))
            return CheckTable(path, overrides);
        StageRequest request = new() { ConfigPath = path, Overrides = overrides };
        return Check(StageKind.Load(request), request);
    }

    private static CheckedConfig CheckTable(string path, IReadOnlyList<string> overrides)
    {
        TablePlan plan = TablePlan.Load(new TableRequest { SpecPath = path, Overrides = overrides });
        return new CheckedConfig("table", ConfigPrinter.ToYaml(plan.Spec), []);
    }

    private static CheckedConfig Check(LoadedStage loaded, StageRequest request)
    {
        List<string> warnings = [.. MissingData(loaded.Options), .. MissingTrigger(loaded.Options)];
        if (loaded.Options is MixMatchFinetuneOptions finetune)
            warnings.AddRange([.. MissingPretraining(finetune, loaded.Document, request), .. MissingWitness(finetune, request)]);
        foreach (Choice<IAugmentation> step in Steps(loaded.Options))
            step.Create();
        return new CheckedConfig(loaded.Stage, ConfigPrinter.ToYaml(loaded.Options), warnings);
    }

    private static IEnumerable<string> MissingData(StageOptions options)
    {
        if (!Path.Exists(UserPath.Expand(options.DatasetDir)))
            yield return $"dataset_dir: there is no {options.DatasetDir} yet; `dbd data cifar10 --out DIR` fetches CIFAR-10.";
    }

    private static IEnumerable<string> MissingTrigger(StageOptions options)
    {
        string? problem = null;
        try
        {
            options.Backdoor?.Attack.Create();
        }
        catch (ConfigException e)
        {
            problem = e.Message;
        }
        if (problem is not null)
            yield return problem;
    }

    private static IEnumerable<string> MissingPretraining(MixMatchFinetuneOptions options, ConfigDocument document, StageRequest request)
    {
        string checkpoint = new CheckpointStore(Pretraining.DirectoryOf(options, document, request.ConfigPath).Checkpoints).PathOf(options.PretrainCheckpoint);
        if (!File.Exists(checkpoint))
            yield return $"pretrain_checkpoint: there is no {checkpoint} yet; `dbd simclr --config {PretrainConfig.PathIn(document, request.ConfigPath)}` makes it.";
    }

    private static IEnumerable<string> MissingWitness(MixMatchFinetuneOptions options, StageRequest request)
    {
        if (options.Semi.Witness is { } witness && Witness.CheckpointAt(witness, options, request.ConfigPath) is var checkpoint && !File.Exists(checkpoint))
            yield return $"semi.witness: there is no {checkpoint} yet; `dbd supervise` makes it.";
    }

    private static IEnumerable<Choice<IAugmentation>> Steps(StageOptions options) =>
    [
        .. options.Transform.Pre,
        .. options.Transform.Train.Primary,
        .. options.Transform.Test.Primary,
        .. options is SimClrOptions simClr ? simClr.Aug.Primary : [],
    ];
}
