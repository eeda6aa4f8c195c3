using Dbd.Augmentation;
using Dbd.Configuration;
using Dbd.Poisoning;

namespace Dbd.Torch.Stages.Catalog;

/// <summary>A configuration that was read without running anything.</summary>
/// <param name="Kind">The stage it is for, or <c>table</c>.</param>
/// <param name="ResolvedYaml">All its values, defaults filled in.</param>
/// <param name="Warnings">What is not there yet: data, triggers, earlier runs; and labels that the attack cannot give.</param>
public sealed record CheckedConfig(string Kind, string ResolvedYaml, IReadOnlyList<string> Warnings);

/// <summary>Reads and validates a configuration of any stage.</summary>
public static class ConfigCheck
{
    /// <summary>Checks one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Overrides, <c>key.path=value</c> each.</param>
    /// <exception cref="ConfigException">It is wrong: says where and why.</exception>
    public static CheckedConfig Run(string path, IReadOnlyList<string> overrides)
    {
        StageFile file = StageFiles.Load(new StageRequest { ConfigPath = path, Overrides = overrides });
        file.Check();
        foreach (Choice<IAugmentation> step in file.Options.Transform.Pre.Concat(file.Options.Views.SelectMany(v => v.Primary)))
            step.Create();
        return new CheckedConfig(
            file.Name, ConfigPrinter.ToYaml(file.Options),
            [.. MissingData(file.Options), .. WrongAttack(file.Options), .. MissingRuns(file)]);
    }

    private static IEnumerable<string> MissingData(StageOptions options)
    {
        if (!Path.Exists(UserPath.Expand(options.DatasetDir)))
            yield return $"dataset_dir: there is no {options.DatasetDir} yet; `dbd data cifar10 --out DIR` fetches CIFAR-10.";
    }

    private static IEnumerable<string> WrongAttack(StageOptions options)
    {
        string? problem = null;
        try
        {
            if (options.Backdoor is { } backdoor)
                BackdoorData.PolicyOf(backdoor.Attack.Create(), backdoor);
        }
        catch (ConfigException e)
        {
            problem = e.Message;
        }
        if (problem is not null)
            yield return problem;
    }

    private static IEnumerable<string> MissingRuns(StageFile file) => file.Inputs
        .Where(run => !File.Exists(run.Checkpoint))
        .Select(run => $"{run.Declared.CheckpointKey}: there is no {run.Checkpoint} yet. {run.Advice}");
}
