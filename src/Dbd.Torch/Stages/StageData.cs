using Dbd.Augmentation;
using Dbd.Configuration;
using Dbd.Data;
using Dbd.Imaging;
using Dbd.Poisoning;

namespace Dbd.Torch.Stages;

/// <summary>The data that a configuration names, read and poisoned: the same for every stage, and for <c>dbd poison</c>.</summary>
internal static class StageData
{
    private const int WarningsShown = 10;

    /// <summary>Reads and poisons.</summary>
    /// <param name="file">The configuration.</param>
    /// <param name="note">Is told what a person should know of the data.</param>
    /// <param name="progress">Is told how far reading is; may be null.</param>
    /// <param name="cancellation">Stops while reading.</param>
    /// <exception cref="DbdException">The data are missing or wrong, or do not fit the configuration.</exception>
    public static BackdoorData Load(StageFile file, Action<string> note, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        BackdoorData data = Poisoned(file, note, progress, cancellation);
        // Files have been read whole and pictures copied: hundreds of megabytes to give back before training needs them.
#pragma warning disable RS0030 // once in a run, between two phases that share nothing
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
#pragma warning restore RS0030
        return data;
    }

    private static BackdoorData Poisoned(
        StageFile file, Action<string> note, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        (StageOptions options, ConfigDocument document) = (file.Options, file.Document);
        try
        {
            CheckOwnSize(file);
            DatasetSplit data = First(options, document, file.Request.Data ?? Read(options, note, progress, cancellation));
            if (data.Train.ClassNames.Count != options.NumClasses)
                throw document.Error(
                    "num_classes",
                    $"{options.NumClasses} classes are asked for, the data have {data.Train.ClassNames.Count}.",
                    "Make them equal.");
            if (data.Truth is not null && options.Backdoor is not null)
                throw document.Error("backdoor", "The data came poisoned.", "Write 'backdoor: null' to take them as they are.");
            BackdoorData poisoned = options.Backdoor is { } backdoor
                ? BackdoorData.Poison(
                    data.Train, data.Test, backdoor, options.Transform.Pre, options.Seed.Seed, GivenIndex(file, data.Train))
                : BackdoorData.AsTheyAre(data, options.Transform.Pre);
            if (Before(file) is { } earlier)
                KeptArrays.Check(poisoned.Kept, earlier.Folder!.PoisonIndex, "give both runs the same.");
            CompareShapes(options, poisoned.Train.Shape, note);
            return poisoned;
        }
        catch (ConfigException e) when (e.Location.File is null)
        {
            throw document.Error(e.Location.Key, e.Problem, e.Advice);
        }
    }

    private static DatasetSplit Read(
        StageOptions options, Action<string> note, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        DatasetSplit data = DataCatalog.Read(options.DatasetDir, options.Reading with { Progress = progress }, cancellation);
        Tell(data.Warnings, note);
        return data;
    }

    private static DatasetSplit First(StageOptions options, ConfigDocument document, DatasetSplit data) => options.TrainImages switch
    {
        null => data,
        { } first when first <= data.Train.Count => data with
        {
            Train = new Subset(data.Train, [.. Enumerable.Range(0, first)]),
            Truth = data.Truth?.First(first),
        },
        { } first =>
            throw document.Error("train_images", $"{first} are asked for, the data have {data.Train.Count}.", "Leave it out to use all."),
    };

    /// <summary>Tells what a person should know of data that were read, a few sentences of it.</summary>
    public static void Tell(IReadOnlyList<string> warnings, Action<string> note)
    {
        foreach (string warning in warnings.Take(WarningsShown))
            note(warning);
        if (warnings.Count > WarningsShown)
            note($"And {warnings.Count - WarningsShown} more like these.");
    }

    private static void CheckOwnSize(StageFile file)
    {
        const string key = "dataset_own_size";
        StageOptions options = file.Options;
        if (!options.DatasetOwnSize)
            return;
        if (options.Backdoor is not null)
            throw file.Document.Error(
                key, "Triggers are as large as dataset_size, so pictures are made to fit before they are put on.",
                "Leave it out, and make dataset_size larger than the sizes under transform; or write 'backdoor: null'.");
        if (options.Transform.Pre.Count > 0)
            throw file.Document.Error(key, "The steps of transform.pre make pictures another size.", "Leave one of them out.");
        if (file.Request.Data is not null)
            throw file.Document.Error(key, "These data were read in one size.", "Leave it out.");
        if (StageOptions.LeastSide(options.Views) is null)
            throw file.Document.Error(
                key, "No view under transform begins with random_resize_crop or resize and makes pictures of one size.",
                "Add such a step, or leave it out.");
    }

    // Networks take pictures of any size, so nothing else would tell that a configuration's crop is for another one.
    private static void CompareShapes(StageOptions options, ImageShape shape, Action<string> note)
    {
        ImageShape train = After(options.TrainingView, shape);
        ImageShape test = After(options.Transform.Test, shape);
        if (train != test)
            note($"Training sees {train} pictures, tests see {test}: the sizes under transform differ from dataset_size.");
    }

    private static ImageShape After(ViewOptions view, ImageShape shape) =>
        view.Primary.Aggregate(shape, (input, step) => step.Locating(() => step.Create().OutputShape(input)));

    // A stage takes the samples that the run it builds on was given, also where the reference's program drew them.
    private static PoisonIndex? GivenIndex(StageFile file, IImageSource train)
    {
        if (Before(file) is not { } before || !File.Exists(before.Folder!.PoisonIndex))
            return null;
        PoisonIndex given = PoisonIndex.Load(before.Folder.PoisonIndex, train.Count);
        CheckPoisonTraining(given, before.Declared.Stage, file, train);
        return given;
    }

    private static EarlierRun? Before(StageFile file) =>
        file.Inputs.FirstOrDefault(i => i.Declared.Inherits.Length > 0) is { Folder: not null } before ? before : null;

    private static void CheckPoisonTraining(PoisonIndex given, string stage, StageFile file, IImageSource train)
    {
        BackdoorOptions backdoor = file.Options.Backdoor!;
        bool wanted = backdoor.PoisonTraining
            && (given.Poisoned > 0 || BackdoorData.Drawn(train, backdoor, file.Options.Seed.Seed).Poisoned > 0);
        if (wanted != given.Poisoned > 0)
        {
            throw file.Document.Error(
                "backdoor.poison_training",
                $"The {stage} run had {given.Poisoned} poisoned samples, and this run takes the same: "
                    + $"it cannot be {(wanted ? "true" : "false")} here.",
                "Give both runs the same value.");
        }
    }
}
