using System.Security.Cryptography;
using System.Text;

using Dbd.Configuration;
using Dbd.Runs;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Torch.Tables;

/// <summary>Makes the runs of a cell: what each is called, where it lies, and how a later one finds an earlier one.</summary>
internal sealed class RunPlanner(TableRequest table, TableSpec spec)
{
    private const int HashLength = 12;

    // Where something lies, and how many threads compute it, does not make it another run.
    private static readonly string[] s_places = ["dataset_dir=", "saved_dir=", "storage_dir=", "threads="];

    private readonly string _runs = Path.GetFullPath(UserPath.Expand(spec.Runs));
    private readonly string _kept = Path.Combine(Path.GetFullPath(UserPath.Expand(spec.Out)), "runs");

    /// <exception cref="ConfigException">A stage's configuration is wrong; says which stage's.</exception>
    public IReadOnlyList<PlannedRun> Runs(SettingSpec setting, AttackSpec attack, MethodSpec method, int seed)
    {
        List<PlannedRun> runs = [];
        foreach (StageSpec step in method.StagesAgainst(attack.InPaths))
        {
            try
            {
                string config = Found(step.Config);
                RegistryEntry stage = StageCatalog.Of(StageDocument.Load(config));
                string[] overrides =
                [
                    .. Shared(stage.Name), .. setting.Set, .. attack.Set, .. step.Set,
                    .. StageOverride.For(stage.Name, table.Overrides),
                ];
                runs.Add(Plan(config, stage, overrides, seed, runs));
            }
            catch (ConfigException e)
            {
                throw new ConfigException(
                    new ConfigLocation(table.SpecPath, 0, $"methods.{method.Name}"),
                    $"{step.Config}, {attack.Name}: {e.Message}",
                    StageOverride.Advice(e.Location, table.Overrides),
                    e);
            }
        }
        return runs;
    }

    private IEnumerable<string> Shared(string stage) => [.. spec.Set, .. spec.Stages.Where(s => s.Stage == stage).SelectMany(s => s.Set)];

    private string Found(string config) => ConfigPath.Find(config, table.SpecPath)
        ?? throw new ConfigException(
            "stages", $"There is no file {config}.", "Paths are relative to the working folder, or to the folder that holds config/.");

    private PlannedRun Plan(string config, RegistryEntry stage, string[] asked, int seed, List<PlannedRun> earlier)
    {
        (StageInputAttribute Input, PlannedRun Run)[] inputs = [.. InputsOf(stage, earlier)];
        TableKeys.Refuse(asked, inputs.Select(i => i.Input));
        string[] overrides = [.. asked, $"{TableKeys.Seed}={seed}"];
        string[] set = [.. inputs.SelectMany(i => InheritedFrom(i.Run, i.Input)).Except(overrides), .. overrides];
        string[] real = [.. set, .. inputs.SelectMany(i => Building(i.Input, i.Run.Request.ConfigPath, i.Run.LastCheckpoint))];
        // What it builds on are the runs, wherever they and their configurations lie.
        string[] same =
        [
            .. set,
            .. inputs.SelectMany(i => Building(i.Input, i.Run.Request.ConfigPath, i.Run.Hash)),
            .. inputs.Where(i => i.Input.ConfigKey.Length > 0).Select(i => $"{i.Input.ConfigKey}="),
        ];

        StageRequest request = new() { ConfigPath = config, Overrides = real, Gpu = table.Gpu };
        StageFile file = StageFiles.Load(request);
        file.Check();
        // A witness that the file names too, and the table replaces, makes no other run.
        ConfigDocument alone = inputs.Where(i => i.Input.IsOptional).Aggregate(file.Document, (d, i) => d.Without(i.Input.CheckpointKey));
        string hash = HashOf(alone.WithOverrides([.. same.Where(o => !s_places.Any(o.StartsWith)), .. s_places]));
        string name = $"{file.Name}-{hash}";
        string folder = Path.Combine(_runs, name);
        (string saved, string storage) = (Path.Combine(folder, "saved"), Path.Combine(folder, "storage"));
        return new PlannedRun(
            file.Name,
            request with
            {
                Overrides =
                [
                    .. real, ConfigOverride.Text(TableKeys.SavedDir, saved), ConfigOverride.Text(TableKeys.StorageDir, storage),
                ],
            },
            hash, folder, Path.Combine(_kept, $"{name}.json"), file.Stage.Epochs, new RunFolder(config, saved, storage))
        {
            IsOfCleanData = file.Options.Backdoor is { PoisonTraining: false },
        };
    }

    // Of each earlier run that the stage declares, the last one of that stage before it.
    private static IEnumerable<(StageInputAttribute Input, PlannedRun Run)> InputsOf(RegistryEntry stage, List<PlannedRun> earlier)
    {
        foreach (StageInputAttribute input in StageInputAttribute.Of(stage.OptionsType))
        {
            if (earlier.LastOrDefault(r => r.Stage == input.Stage) is { } run)
                yield return (input, run);
            else if (!input.IsOptional)
                throw new ConfigException(
                    "stages",
                    $"No {input.Stage} run stands before this one, which is its {input.Role}.",
                    "Add its configuration before it.");
        }
    }

    // Data and attack are those of the earlier run as it is trained, not as its file says.
    private static IEnumerable<string> InheritedFrom(PlannedRun earlier, StageInputAttribute input) => earlier.Request.Overrides.Where(o =>
        !s_places.Any(o.StartsWith) && input.Inherits.Contains(o[..o.IndexOfAny(['.', '='])]));

    private static IEnumerable<string> Building(StageInputAttribute input, string config, string checkpoint)
    {
        if (input.ConfigKey.Length > 0)
            yield return ConfigOverride.Text(input.ConfigKey, config);
        yield return ConfigOverride.Text(input.CheckpointKey, checkpoint);
    }

    private static string HashOf(ConfigDocument document) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document.ToYaml())))[..HashLength];
}
