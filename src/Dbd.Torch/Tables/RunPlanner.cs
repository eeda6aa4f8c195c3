using System.Security.Cryptography;
using System.Text;

using Dbd.Configuration;
using Dbd.Runs;
using Dbd.Torch.Stages;

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
    public IReadOnlyList<PlannedRun> Runs(SettingSpec setting, string attack, MethodSpec method, int seed)
    {
        List<PlannedRun> runs = [];
        foreach (StageSpec step in method.Stages)
        {
            string written = step.Config.Replace("{attack}", attack);
            try
            {
                string config = Found(written);
                string stage = StageKind.Of(config);
                IEnumerable<string> own = step.Set.Select(s => s.Replace("{attack}", attack));
                runs.Add(Plan(stage, config, [.. Shared(stage), .. setting.Set, .. own, .. table.Overrides, $"seed.seed={seed}"], runs));
            }
            catch (ConfigException e)
            {
                throw new ConfigException(new ConfigLocation(table.SpecPath, 0, $"methods.{method.Name}"), $"{written}, {attack}: {e.Message}", inner: e);
            }
        }
        return runs;
    }

    private IEnumerable<string> Shared(string stage) => [.. spec.Set, .. spec.Stages.Where(s => s.Stage == stage).SelectMany(s => s.Set)];

    private string Found(string config) => ConfigPath.Find(config, table.SpecPath)
        ?? throw new ConfigException("stages", $"There is no file {config}.", "Paths are relative to the working folder, or to the folder that holds config/.");

    private PlannedRun Plan(string stage, string config, string[] overrides, List<PlannedRun> earlier)
    {
        string[] same = overrides;
        if (stage == StageName.MixMatchFinetune)
        {
            PlannedRun simClr = earlier.LastOrDefault(r => r.Stage == StageName.SimClr)
                ?? throw new ConfigException("stages", "No SimCLR run stands before this one.", "Add its configuration before it.");
            PlannedRun? witness = earlier.LastOrDefault(r => r.Stage == StageName.Supervise);
            string[] set = [.. InheritedFrom(simClr).Except(overrides), .. overrides];
            overrides = [.. set, .. Building(simClr.Request.ConfigPath, simClr.LastCheckpoint, witness?.LastCheckpoint)];
            same = [.. set, .. Building(simClr.Request.ConfigPath, simClr.Hash, witness?.Hash), "pretrain_config_path="];
        }
        StageRequest request = new() { ConfigPath = config, Overrides = overrides, Gpu = table.Gpu };
        LoadedStage loaded = StageKind.Load(request);
        string hash = HashOf(loaded.Document.WithOverrides([.. same.Where(o => !s_places.Any(o.StartsWith)), .. s_places]));
        string name = $"{stage}-{hash}";
        string folder = Path.Combine(_runs, name);
        (string saved, string storage) = (Path.Combine(folder, "saved"), Path.Combine(folder, "storage"));
        return new PlannedRun(
            stage,
            request with { Overrides = [.. overrides, Text("saved_dir", saved), Text("storage_dir", storage)] },
            hash, folder, Path.Combine(_kept, $"{name}.json"), loaded.Epochs, new RunFolder(config, saved, storage));
    }

    // Data and attack are those of the SimCLR run as it is trained, not as its file says.
    private static IEnumerable<string> InheritedFrom(PlannedRun simClr) => simClr.Request.Overrides.Where(o =>
        !s_places.Any(o.StartsWith) && MixMatchFinetuneOptions.Inherited.Contains(o[..o.IndexOfAny(['.', '='])]));

    private static IEnumerable<string> Building(string simClrConfig, string checkpoint, string? witness)
    {
        yield return Text("pretrain_config_path", simClrConfig);
        yield return Text("pretrain_checkpoint", checkpoint);
        if (witness is not null)
            yield return Text("semi.witness", witness);
    }

    private static string Text(string key, string value) => $"{key}='{value.Replace("'", "''")}'";

    private static string HashOf(ConfigDocument document) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document.ToYaml())))[..HashLength];
}
