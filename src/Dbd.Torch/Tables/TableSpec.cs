using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;
using Dbd.Torch.Defenses.Catalog;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Torch.Tables;

/// <summary>What <c>dbd table</c> is asked for: every method against every attack, with every seed, under every setting.</summary>
public sealed record TableSpec : IValidated
{
    /// <summary>The folder that the table is written to, as Markdown, JSON and SVG, with a record of each complete run. A cell whose runs
    /// are all recorded there is done: it needs no checkpoints, and may come from another machine.</summary>
    [MinLength(1)]
    public required string Out { get; init; }

    /// <summary>The folder of the runs: logs, checkpoints, and what each run has reached. Tables may share it, and so share runs.</summary>
    [MinLength(1)]
    public string Runs { get; init; } = "./storage/table";

    /// <summary>Overrides of every run, <c>key.path=value</c> each.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>Overrides of every run of a stage.</summary>
    public IReadOnlyList<StageOverrides> Stages { get; init; } = [];

    /// <summary>The seeds; the table shows the mean over them.</summary>
    [MinLength(1)]
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>The columns of the table.</summary>
    [MinLength(1)]
    public required IReadOnlyList<AttackSpec> Attacks { get; init; }

    /// <summary>The rows of the table.</summary>
    [MinLength(1)]
    public required IReadOnlyList<MethodSpec> Methods { get; init; }

    /// <summary>Networks, poison ratios, target labels or whatever else is to vary; none: as the configurations say.</summary>
    public IReadOnlyList<SettingSpec> Settings { get; init; } = [];

    /// <inheritdoc/>
    public void Validate()
    {
        RefuseTwice("seeds", Seeds);
        RefuseTwice("attacks", Attacks.Select(a => a.Name));
        RefuseTwice("stages", Stages.Select(s => s.Stage));
        RefuseTwice("methods", Methods.Select(m => m.Name));
        RefuseTwice("settings", Settings.Select(s => s.Name));
        if (Stages.FirstOrDefault(s => StageCatalog.Stages.All(known => known.Name != s.Stage)) is { } unknown)
            throw new ConfigException(
                "stages",
                $"There is no stage named {unknown.Stage}.",
                $"Use one of {string.Join(", ", StageCatalog.Stages.Select(s => s.Name))}.");
    }

    private static void RefuseTwice<T>(string key, IEnumerable<T> names)
    {
        if (names.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ConfigException(key, $"{twice.Key} stands there twice.", "Remove one, or give it another name.");
    }
}

/// <summary>What holds for every run of a stage, whichever method it belongs to.</summary>
public sealed record StageOverrides
{
    /// <summary>The name of the stage.</summary>
    public required string Stage { get; init; }

    /// <summary>Its overrides, <c>key.path=value</c> each.</summary>
    public required IReadOnlyList<string> Set { get; init; }
}

/// <summary>A row of the table: a defense by its name, or stages that follow each other. A stage takes the earlier runs that it builds on
/// from those before it. The last stage's tests are the result.</summary>
public sealed record MethodSpec : IValidated
{
    /// <summary>Its name in the table.</summary>
    [MinLength(1)]
    public required string Name { get; init; }

    /// <summary>A defense, by its name in <see cref="DefenseCatalog"/>; null lists stages.</summary>
    public string? Defense { get; init; }

    /// <summary>The folder of the defense's configurations; null is its own.</summary>
    public string? Recipes { get; init; }

    /// <summary>What it has to be told or given beside the data, in a few words; null is what its defense says.</summary>
    [MinLength(1)]
    public string? Takes { get; init; }

    /// <summary>Overrides of all its stages, <c>key.path=value</c> each; <c>{attack}</c> stands for the attack's name.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>Its stages, in order, where no defense is named.</summary>
    public IReadOnlyList<StageSpec> Stages { get; init; } = [];

    /// <inheritdoc/>
    public void Validate()
    {
        if (Defense is null == (Stages.Count == 0))
            throw new ConfigException("defense", "A method is either a defense or a list of stages.", "Give it one of the two.");
        if (Defense is { } name && DefenseCatalog.Find(name) is null)
            throw new ConfigException(
                "defense",
                $"There is no defense named {name}.",
                $"Use one of {string.Join(", ", DefenseCatalog.Defenses.Select(d => d.Name))}.");
        if (Recipes is not null && Defense is null)
            throw new ConfigException("recipes", "No defense is named, so nothing would be read there.", "Remove it, or name a defense.");
    }

    /// <summary>What it takes by its own word or its defense's; null where nobody says.</summary>
    internal string? TakesAtAll => Takes ?? (Defense is null ? null : DefenseCatalog.Find(Defense)?.Takes);

    /// <summary>Its stages against an attack.</summary>
    /// <param name="attack">What stands for <c>{attack}</c>.</param>
    internal IEnumerable<StageSpec> StagesAgainst(string attack)
    {
        IDefense? defense = Defense is null ? null : DefenseCatalog.Find(Defense);
        IEnumerable<StageSpec> stages = defense is null
            ? Stages
            : defense.Steps.Select(s => new StageSpec { Config = s.ConfigIn(Recipes ?? defense.Recipes, "{attack}") });
        return stages.Select(s => new StageSpec { Config = Against(s.Config), Set = [.. Set.Select(Against), .. s.Set.Select(Against)] });

        string Against(string text) => text.Replace("{attack}", attack, StringComparison.Ordinal);
    }
}

/// <summary>A stage of a method.</summary>
public sealed record StageSpec
{
    /// <summary>The configuration; <c>{attack}</c> stands for the attack's name.</summary>
    [MinLength(1)]
    public required string Config { get; init; }

    /// <summary>Overrides of this stage, <c>key.path=value</c> each; <c>{attack}</c> stands for the attack's name.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];
}

/// <summary>A setting under which all methods run.</summary>
public sealed record SettingSpec
{
    /// <summary>Its name in the table.</summary>
    [MinLength(1)]
    public required string Name { get; init; }

    /// <summary>Overrides of every run, <c>key.path=value</c> each.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];
}
