using System.Security.Cryptography;
using System.Text;

using Dbd.Configuration;
using Dbd.Data;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Defenses.Catalog;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;
using Dbd.Torch.Stages.MixMatch;
using Dbd.Torch.Stages.SimClr;
using Dbd.Torch.Stages.Supervise;
using Dbd.Torch.Stages.Train;

namespace Dbd.Torch.Defenses.Recipe;

/// <summary>The configurations that a defense runs, before what is special about its data and folders is filled in.</summary>
/// <param name="Witness">Of the witness.</param>
/// <param name="SimClr">Of stage 1.</param>
/// <param name="Finetune">Of stages 2 and 3.</param>
/// <param name="Final">Of training on what is believed; null where the model of stage 3 is the defense's.</param>
/// <param name="IsBuiltIn">Whether it is the built-in one, which is made to fit few data too; another is taken as it stands.</param>
internal sealed record DefenseRecipe(
    ConfigDocument Witness, ConfigDocument SimClr, ConfigDocument Finetune, ConfigDocument? Final, bool IsBuiltIn)
{
    private const string SizeKey = "dataset_size";
    private static readonly StageInputAttribute s_witness = Input(InputRole.Witness);
    private static readonly StageInputAttribute s_backbone = Input(InputRole.Backbone);
    private static readonly StageInputAttribute s_judge = Input(typeof(TrainOptions), InputRole.Judge);

    /// <summary>SHA-256 of those that judge the samples, hexadecimal.</summary>
    public string Hash => HashOf(string.Concat(Witness.ToYaml(), SimClr.ToYaml(), Finetune.ToYaml()));

    /// <summary>SHA-256 of the last one; null where there is none.</summary>
    public string? FinalHash => Final is null ? null : HashOf(Final.ToYaml());

    /// <summary>The side of the pictures that it is written for.</summary>
    /// <exception cref="ConfigException">It is out of bounds.</exception>
    public int Size => SimClr.WholeAt(SizeKey) switch
    {
        null => new ReadingOptions().Size,
        >= StageOptions.SmallestSize and <= StageOptions.LargestSize and var size => (int)size,
        { } other =>
            throw SimClr.Error(SizeKey, $"{other} is out of bounds.", $"Use {StageOptions.SmallestSize} to {StageOptions.LargestSize}."),
    };

    /// <summary>Reads a recipe.</summary>
    /// <param name="path">The configuration of the last stage, <c>train</c> or <c>mixmatch_finetune</c>, which names the one before it, and
    /// so on; null is the built-in recipe.</param>
    /// <param name="defense">The name of the defense whose built-in recipe is wanted; null is the one that has all stages.</param>
    /// <exception cref="ConfigException">A file is not there or wrong, or names no other; or there is no such defense here.</exception>
    public static DefenseRecipe Load(string? path, string? defense = null)
    {
        if (defense is not null && path is not null)
            throw new ConfigException("--defense", $"{path} says which stages are run.", "Leave out --defense or --config.");
        if (path is null)
            return BuiltIn(defense);
        ConfigDocument last = ConfigDocument.Load(path);
        return last.Has(s_judge.ConfigKey)
            ? Load(EarlierRun.ConfigOf(s_judge.ConfigKey, last, path), last)
            : Load(path, final: null);
    }

    private static DefenseRecipe Load(string path, ConfigDocument? final)
    {
        ConfigDocument finetune = ConfigDocument.Load(path);
        string witness = finetune.TextAt(s_witness.CheckpointKey)
            ?? throw finetune.Error(
                s_witness.CheckpointKey,
                "A defense needs a witness.",
                "Name its configuration, as config/defend/mixmatch_finetune.yaml does.");
        return new DefenseRecipe(
            ConfigDocument.Load(
                ConfigPath.Find(witness, path)
                    ?? throw finetune.Error(
                        s_witness.CheckpointKey, $"there is no file {witness}.", "It is the configuration of the witness.")),
            StageDocument.Load(EarlierRun.ConfigOf(s_backbone.ConfigKey, finetune, path)),
            finetune,
            final,
            IsBuiltIn: false);
    }

    /// <summary>The recipe for some data.</summary>
    /// <param name="source">The data, and where runs go.</param>
    /// <param name="configs">The folder that its files are going to be written to.</param>
    /// <exception cref="ConfigException">A configuration is wrong.</exception>
    public FilledRecipe Fill(DefenseSource source, string configs)
    {
        FilledRecipe filled = new(
            Bound<SuperviseOptions>(Witness, source), Bound<SimClrOptions>(SimClr, source), Finetuned(source, configs),
            Final is null ? null : Trained(Final, source, configs), IsBuiltIn);
        return source.DatasetSize == Size ? filled : filled.WithSize(source.DatasetSize);
    }

    /// <summary>Where the file of a step lies.</summary>
    /// <param name="configs">The folder of the configurations.</param>
    /// <param name="step">The step.</param>
    public static string PathOf(string configs, DefenseStep step) => Path.Combine(configs, $"{step.Name}.yaml");

    private MixMatchFinetuneOptions Finetuned(DefenseSource source, string configs)
    {
        MixMatchFinetuneOptions options = Bound<MixMatchFinetuneOptions>(Finetune, source);
        return options with
        {
            PretrainConfigPath = PathOf(configs, WitnessedDbd.Features),
            PretrainCheckpoint = CheckpointStore.Latest,
            Semi = options.Semi with { Witness = PathOf(configs, WitnessedDbd.Witness), KeepRankings = true },
        };
    }

    // Where the earlier files lie is filled in before anything is bound: no file has to say it.
    private static TrainOptions Trained(ConfigDocument final, DefenseSource source, string configs) => Bound<TrainOptions>(
        final.WithOverrides(
        [
            ConfigOverride.Text(s_judge.ConfigKey, PathOf(configs, WitnessedDbd.Finetune)),
            ConfigOverride.Text(s_judge.CheckpointKey, CheckpointStore.Latest),
            ConfigOverride.Text(s_backbone.ConfigKey, PathOf(configs, WitnessedDbd.Features)),
            ConfigOverride.Text(s_backbone.CheckpointKey, CheckpointStore.Latest),
            ConfigOverride.Text(InputRole.Witness, PathOf(configs, WitnessedDbd.Witness)),
        ]),
        source);

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static StageInputAttribute Input(string role) => Input(typeof(MixMatchFinetuneOptions), role);

    private static StageInputAttribute Input(Type options, string role) => StageInputAttribute.Of(options).Single(i => i.Role == role);

    private static T Bound<T>(ConfigDocument document, DefenseSource source)
        where T : StageOptions =>
        StageFiles.Binder.Bind<T>(document.WithKeysOf(source));

    private static DefenseRecipe BuiltIn(string? defense)
    {
        if (defense is not null && !DefenseCatalog.ThatJudge.Contains(defense))
            throw new ConfigException(
                "--defense",
                DefenseCatalog.Find(defense) is null
                    ? $"there is no defense named {defense}."
                    : $"{defense} does not judge the samples, so there would be nothing to tell of them.",
                $"Use {string.Join(" or ", DefenseCatalog.ThatJudge)}; `dbd table` runs any.");
        bool isTrained = defense is null || DefenseCatalog.Find(defense)!.Steps.Contains(TrainedDbd.Final);
        return new DefenseRecipe(
            BuiltIn(WitnessedDbd.Witness), BuiltIn(WitnessedDbd.Features), BuiltIn(WitnessedDbd.Finetune),
            isTrained ? BuiltIn(TrainedDbd.Final) : null, IsBuiltIn: true);
    }

    private static ConfigDocument BuiltIn(DefenseStep step)
    {
        string name = $"{step.Name}.yaml";
        using Stream stream = typeof(DefenseRecipe).Assembly.GetManifestResourceStream($"defend/{name}")
            ?? throw new InvalidOperationException($"config/defend/{name} is not in the assembly.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return StageDocument.Lifted(ConfigDocument.Parse(reader.ReadToEnd(), $"config/defend/{name}"));
    }
}
