using Dbd.Data;
using Dbd.Data.Storage;
using Dbd.Torch.Defenses.Catalog;
using Dbd.Torch.Defenses.Recipe;
using Dbd.Torch.Runtime;
using Dbd.Torch.Stages;

namespace Dbd.Torch.Defenses;

/// <summary>What is asked of a <see cref="Defender"/>.</summary>
public sealed record DefenseOptions
{
    /// <summary>The budget where none is given and the recipe is the built-in one.</summary>
    public static readonly TimeSpan DefaultBudget = TimeSpan.FromHours(2);

    /// <summary>The data, in any form that <see cref="DataCatalog.Datasets"/> has: a folder, or a file that lists pictures.</summary>
    public required string Data { get; init; }

    /// <summary>The output folder: new, empty, or of an interrupted run of the same settings, which then goes on.</summary>
    public required string Out { get; init; }

    /// <summary>How long it may take, report included. Null: two hours with the built-in recipe, no limit with another.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>A recipe: the configuration of <c>train</c>, which names that of stages 2 and 3, or this one, which names those of stage 1
    /// and of the witness; then stage 3's model is the defense's. Null is the built-in one, <c>config/defend</c>. Without a budget its
    /// epochs are trained as they stand there.</summary>
    public string? Recipe { get; init; }

    /// <summary>Which defense: one of <see cref="DefenseCatalog"/> that judges every sample. <c>dbd_witness</c> gives stage 3's model;
    /// null is <c>dbd_train</c>, and must be where a recipe is given, which says it.</summary>
    public string? Defense { get; init; }

    /// <summary>A list of suspects (<c>suspects.csv</c>) of an earlier start in the same folder, its column <c>action</c> changed by a
    /// person: the model is trained anew by it. Null trains by the list that the defense makes.</summary>
    public string? Suspects { get; init; }

    /// <summary>The side of every picture, in pixels; others are made to fit. Null: the recipe's; 32 in the built-in one.</summary>
    public int? Size { get; init; }

    /// <summary>A test set that is known to be clean, of the same classes by name, in any form. Null: the data's own; where they have none,
    /// a part is held out, which may be poisoned as the rest.</summary>
    public string? Test { get; init; }

    /// <summary>Which labels are read of data that have two kinds; null reads the fine ones.</summary>
    public LabelKind? Labels { get; init; }

    /// <summary>The clean data that brought poisoned data were made of; null looks for them beside those.</summary>
    public string? Clean { get; init; }

    /// <summary>The label of the poisoned samples of brought data, where they do not say it. Only metrics hear of it.</summary>
    public int? Target { get; init; }

    /// <summary>Whether brought data were poisoned all to all. Only metrics hear of it.</summary>
    public bool AllToAll { get; init; }

    /// <summary>The most megabytes of memory that pictures may take; null is a quarter of the machine's. What is larger is kept decoded in
    /// a file in the output folder.</summary>
    public int? Memory { get; init; }

    /// <summary>Where randomness begins.</summary>
    public int Seed { get; init; } = 100;

    /// <summary><c>cpu</c>, or the number of a CUDA device.</summary>
    public string Gpu { get; init; } = "0";

    /// <summary>The processes that train together. The first of them decides what depends on its clock, and writes.</summary>
    public IProcessGroup Group { get; init; } = Alone.Instance;

    /// <summary>The command that asked for it, for the record; empty where there is none.</summary>
    public string Command { get; init; } = "";

    /// <summary>The clock of logs, records and the budget.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Whether this process decides and writes.</summary>
    internal bool IsFirst => Group.Rank == 0;

    /// <summary>Where that list lies.</summary>
    internal string? SuspectsPath => Suspects is null ? null : Path.GetFullPath(UserPath.Expand(Suspects));

    /// <summary>How the data are read.</summary>
    /// <param name="size">The side of every picture.</param>
    public ReadingOptions Reading(int size) => new()
    {
        Size = size,
        Seed = Seed,
        Test = Test is null ? null : Path.GetFullPath(UserPath.Expand(Test)),
        Labels = Labels,
        Clean = Clean is null ? null : Path.GetFullPath(UserPath.Expand(Clean)),
        Target = Target,
        AllToAll = AllToAll,
        Memory = MemoryBudget.Of(Memory),
        Cache = CacheFolder.In(new DefenseFolder(Out).Storage),
    };

    /// <summary>What all stages get from this.</summary>
    internal DefenseSource Source(DefenseFolder folder, DatasetSplit data, int size) => new()
    {
        Seed = new SeedOptions { Seed = Seed },
        DatasetDir = Path.GetFullPath(UserPath.Expand(Data)),
        DatasetSize = size,
        DatasetHeldOut = Reading(size).HeldOut,
        DatasetTest = Reading(size).Test,
        DatasetLabels = Labels,
        DatasetClean = Reading(size).Clean,
        DatasetTarget = Target,
        DatasetAllToAll = AllToAll,
        Memory = Memory,
        NumClasses = data.Train.ClassNames.Count,
        SavedDir = folder.Saved,
        StorageDir = folder.Storage,
    };

    /// <summary>The budget that counts; null is none.</summary>
    internal TimeSpan? BudgetOrDefault => Budget ?? (Recipe is null ? (TimeSpan?)DefaultBudget : null);
}
