using Dbd.Configuration;
using Dbd.Torch.Stages;

namespace Dbd.Torch.Tables;

/// <summary>The keys that a table sets for each of its runs, whatever else is asked for.</summary>
internal static class TableKeys
{
    private const string Seeds = "`seeds` in the table's file says which seeds are run.";
    private const string Runs = "`runs` in the table's file says where runs lie.";

    /// <summary>The seed of a run.</summary>
    public const string Seed = "seed.seed";

    /// <summary>The folder below which a run keeps what is small.</summary>
    public const string SavedDir = "saved_dir";

    /// <summary>The folder below which it keeps what is large.</summary>
    public const string StorageDir = "storage_dir";

    /// <summary>Refuses overrides that would have no effect.</summary>
    /// <param name="overrides">What is asked for a run, <c>key.path=value</c> each.</param>
    /// <param name="inputs">What it builds on, of the runs before it.</param>
    /// <exception cref="ConfigException">One is of such a key.</exception>
    public static void Refuse(IEnumerable<string> overrides, IEnumerable<StageInputAttribute> inputs)
    {
        (string Key, string Instead)[] own = [(Seed, Seeds), (SavedDir, Runs), (StorageDir, Runs), .. inputs.SelectMany(Of)];
        foreach (string set in overrides)
        {
            ConfigDocument alone = ConfigDocument.Parse("{}", ConfigOverride.Source).WithOverrides([set]);
            if (Array.Find(own, o => alone.Has(o.Key)) is { Key: { } key, Instead: var instead })
                throw new ConfigException("", $"{set} has no effect, since the table sets {key} itself.", instead);
        }
    }

    private static IEnumerable<(string Key, string Instead)> Of(StageInputAttribute input) =>
        from key in (string[])[input.ConfigKey, input.CheckpointKey]
        where key.Length > 0
        select (key, $"Its {input.Role} is the {input.Stage} run before it among the method's stages.");
}
