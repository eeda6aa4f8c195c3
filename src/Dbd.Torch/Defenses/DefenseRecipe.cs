using System.Security.Cryptography;
using System.Text;

using Dbd.Configuration;
using Dbd.Data;
using Dbd.Serialization;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Stages;

namespace Dbd.Torch.Defenses;

/// <summary>The three configurations that a defense runs, before what is special about its data and folders is filled in.</summary>
/// <param name="Witness">Of the witness.</param>
/// <param name="SimClr">Of stage 1.</param>
/// <param name="Finetune">Of stages 2 and 3.</param>
/// <param name="IsBuiltIn">Whether it is the built-in one, which is made to fit few data too; another is taken as it stands.</param>
internal sealed record DefenseRecipe(ConfigDocument Witness, ConfigDocument SimClr, ConfigDocument Finetune, bool IsBuiltIn)
{
    // The built-in recipe is written for as many samples as CIFAR-10 has. Ordinary training needs the steps of its epochs to learn a trigger,
    // so that with fewer data it takes more epochs.
    private const int UsualSamples = 50_000;

    // More would learn every label by heart.
    private const int MostWitnessEpochs = 10;

    // An epoch of stage 3 on few data needs fewer iterations than the recipe's: about two thirds of an epoch of the credible samples.
    private const int SamplesAnIteration = 100;
    private const int LeastIterations = 50;

    // The built-in recipe's batches where data are many.
    private const int WitnessBatch = 64;
    private const int SimClrBatch = 256;
    private const int WarmupBatch = 128;
    private const int SemiBatch = 64;

    private const int MapSamples = 3000;
    private const string SizeKey = "dataset_size";

    // Pictures of another size than the recipe was written for: these follow.
    private static readonly string[] s_steps = ["random_crop", "random_resize_crop", "resize", "center_crop"];
    private static readonly string[] s_sizes =
    [
        .. s_steps.Select(step => $"transform.train.primary.{step}.size"),
        .. s_steps.Select(step => $"transform.test.primary.{step}.size"),
        .. s_steps.Select(step => $"aug.primary.{step}.size"),
    ];

    // Schedules that run for a number of epochs.
    private static readonly string[] s_schedules = ["lr_scheduler.one_cycle.epochs", "lr_scheduler.cosine_annealing.T_max"];

    /// <summary>SHA-256 of all three, hexadecimal.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(Witness.ToYaml(), SimClr.ToYaml(), Finetune.ToYaml()))));

    /// <summary>The most training samples that a batch takes.</summary>
    /// <param name="samples">How many there are.</param>
    public int LargestBatch(int samples) => new[]
    {
        BatchSize(samples, Witness, "loader", WitnessBatch),
        BatchSize(samples, SimClr, "loader", SimClrBatch),
        BatchSize(samples, Finetune, "warmup.loader", WarmupBatch),
        BatchSize(samples, Finetune, "semi.loader", SemiBatch) * (int)(Finetune.WholeAt("semi.mixmatch.labeled_batches") ?? 1),
    }.Max();

    /// <summary>The side of the pictures that it is written for.</summary>
    /// <exception cref="ConfigException">It is out of bounds.</exception>
    public int Size => SimClr.WholeAt(SizeKey) switch
    {
        null => new ReadingOptions().Size,
        >= StageOptions.SmallestSize and <= StageOptions.LargestSize and var size => (int)size,
        { } other => throw SimClr.Error(SizeKey, $"{other} is out of bounds.", $"Use {StageOptions.SmallestSize} to {StageOptions.LargestSize}."),
    };

    /// <summary>Reads a recipe.</summary>
    /// <param name="path">The configuration of stages 2 and 3, which names the other two; null is the built-in recipe.</param>
    /// <exception cref="ConfigException">A file is not there or wrong, or names no other.</exception>
    public static DefenseRecipe Load(string? path)
    {
        if (path is null)
            return new DefenseRecipe(BuiltIn(DefensePart.Witness), BuiltIn(DefensePart.SimClr), BuiltIn(DefensePart.Finetune), IsBuiltIn: true);
        ConfigDocument finetune = ConfigDocument.Load(path);
        string witness = finetune.TextAt("semi.witness")
            ?? throw finetune.Error("semi.witness", "A defense needs a witness.", "Name its configuration, as config/defend/mixmatch_finetune.yaml does.");
        return new DefenseRecipe(
            ConfigDocument.Load(ConfigPath.Find(witness, path) ?? throw finetune.Error("semi.witness", $"there is no file {witness}.", "It is the configuration of the witness.")),
            StageDocument.Load(PretrainConfig.PathIn(finetune, path)),
            finetune,
            IsBuiltIn: false);
    }

    /// <summary>Fills a recipe in for data and folders, and writes its files.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="data">The data.</param>
    /// <param name="options">What is asked.</param>
    /// <param name="samples">Number of training samples that batches are made for: a calibration has fewer than it measures for.</param>
    /// <param name="plan">How much of everything; null leaves it as the recipe has it.</param>
    /// <returns>The stages, to be run.</returns>
    /// <exception cref="DbdException">A file cannot be written.</exception>
    public DefenseStages WriteTo(DefenseFolder folder, DatasetSplit data, DefenseOptions options, int samples, DefensePlan? plan)
    {
        string[] common = Common(folder, data, options);
        string witness = Write(folder, DefensePart.Witness, Filled(Witness, common, options.Size, [.. Epochs(Witness, plan?.Witness), .. Batch(samples, Witness, "loader", WitnessBatch)]));
        string simClr = Write(folder, DefensePart.SimClr, Filled(SimClr, common, options.Size, [.. Epochs(SimClr, plan?.SimClr), .. Batch(samples, SimClr, "loader", SimClrBatch)]));
        string[] built =
        [
            .. common,
            Text("pretrain_config_path", simClr), $"pretrain_checkpoint={CheckpointStore.Latest}", Text("semi.witness", witness),
        ];
        string finetune = Write(folder, DefensePart.Finetune, Filled(
            Finetune, built, options.Size, [.. Semi(plan), .. Batch(samples, Finetune, "warmup.loader", WarmupBatch), .. Batch(samples, Finetune, "semi.loader", SemiBatch)]));
        return new DefenseStages(Request(witness), Request(simClr), Request(finetune) with { KeepRankings = true });

        StageRequest Request(string config) => new() { ConfigPath = config, Data = data, Gpu = options.Gpu };
    }

    /// <summary>How much of everything the recipe has.</summary>
    /// <param name="stages">Its files.</param>
    /// <param name="samples">Number of training samples.</param>
    /// <exception cref="ConfigException">A configuration is wrong.</exception>
    public DefensePlan Plan(DefenseStages stages, int samples)
    {
        SuperviseOptions witness = StageConfig<SuperviseOptions>.Load(stages.Witness).Options;
        MixMatchFinetuneOptions finetune = StageConfig<MixMatchFinetuneOptions>.Load(stages.Finetune).Options;
        int iterations = finetune.Semi.MixMatch.TrainIteration;
        return new DefensePlan
        {
            Witness = IsBuiltIn ? WitnessEpochs(witness, samples) : witness.NumEpochs,
            SimClr = StageConfig<SimClrOptions>.Load(stages.SimClr).Options.NumEpochs,
            Warmup = finetune.Warmup.NumEpochs,
            Semi = finetune.Semi.NumEpochs,
            Iterations = IsBuiltIn ? Math.Min(iterations, Math.Max(LeastIterations, samples / SamplesAnIteration)) : iterations,
            MapSamples = Math.Min(MapSamples, samples),
        };
    }

    private int WitnessEpochs(SuperviseOptions witness, int samples)
    {
        int least = witness.NumEpochs * (UsualSamples / (int)Witness.WholeAt("loader.batch_size")!);
        int steps = Math.Max(1, samples / witness.Loader.BatchSize);
        return Math.Max(witness.NumEpochs, Math.Min(MostWitnessEpochs, (least + steps - 1) / steps));
    }

    /// <summary>The texts of the files in a folder, by their names.</summary>
    public static IReadOnlyDictionary<string, string> TextsIn(DefenseFolder folder) =>
        Directory.GetFiles(folder.Configs, "*.yaml").Order(StringComparer.Ordinal).ToDictionary(f => Path.GetFileName(f), File.ReadAllText);

    private string[] Common(DefenseFolder folder, DatasetSplit data, DefenseOptions options) =>
    [
        $"seed.seed={options.Seed}",
        Text("dataset_dir", Path.GetFullPath(UserPath.Expand(options.Data))),
        $"dataset_size={options.Size ?? Size}",
        $"dataset_held_out={new ReadingOptions().HeldOut}",
        $"num_classes={data.Train.ClassNames.Count}",
        Text("saved_dir", folder.Saved),
        Text("storage_dir", folder.Storage),
        // Every sample is looked at.
        "train_images=",
        "backdoor=",
    ];

    private static ConfigDocument Filled(ConfigDocument document, string[] common, int? size, IEnumerable<string> more) =>
        document.WithOverrides([.. common, .. s_sizes.Where(key => size is not null && document.Has(key)).Select(key => $"{key}={size}"), .. more]);

    private static IEnumerable<string> Epochs(ConfigDocument document, int? epochs) =>
        epochs is null ? [] : [$"num_epochs={epochs}", .. Schedules(document, epochs.Value)];

    private string[] Batch(int samples, ConfigDocument document, string loader, int usual) =>
        IsBuiltIn && samples / 16 < usual ? [$"{loader}.batch_size={BatchSize(samples, document, loader, usual)}"] : [];

    // A batch of few data is a sixteenth of them at most, or nothing is learned in an epoch.
    private int BatchSize(int samples, ConfigDocument document, string loader, int usual) =>
        IsBuiltIn && samples / 16 < usual ? Math.Max(4, samples / 16) : (int)(document.WholeAt($"{loader}.batch_size") ?? 1);

    private static IEnumerable<string> Schedules(ConfigDocument document, int epochs) =>
        s_schedules.Where(document.Has).Select(key => $"{key}={epochs}");

    private IEnumerable<string> Semi(DefensePlan? plan) => plan is null
        ? []
        :
        [
            $"warmup.num_epochs={plan.Warmup}",
            $"semi.num_epochs={plan.Semi}",
            $"semi.mixmatch.train_iteration={plan.Iterations}",
            $"semi.criterion.mixmatch.rampup_length={plan.Warmup + plan.Semi}",
            .. Schedules(Finetune, plan.Warmup + plan.Semi),
        ];

    private static string Write(DefenseFolder folder, string name, ConfigDocument document)
    {
        string path = Path.Combine(folder.Configs, $"{name}.yaml");
        AtomicFile.WriteBytes(path, Encoding.UTF8.GetBytes(document.ToYaml()));
        return path;
    }

    private static ConfigDocument BuiltIn(string name)
    {
        using Stream stream = typeof(DefenseRecipe).Assembly.GetManifestResourceStream($"defend/{name}.yaml")
            ?? throw new InvalidOperationException($"config/defend/{name}.yaml is not in the assembly.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return StageDocument.Lifted(ConfigDocument.Parse(reader.ReadToEnd(), $"config/defend/{name}.yaml"));
    }

    private static string Text(string key, string value) => $"{key}='{value.Replace("'", "''")}'";
}

/// <summary>The stages of a defense, to be run.</summary>
/// <param name="Witness">The witness.</param>
/// <param name="SimClr">Stage 1.</param>
/// <param name="Finetune">Stages 2 and 3.</param>
internal sealed record DefenseStages(StageRequest Witness, StageRequest SimClr, StageRequest Finetune);
