using Dbd.Configuration;
using Dbd.Runs;
using Dbd.Torch.Runtime;

namespace Dbd.Torch.Stages;

/// <summary>A stage's configuration: read, overridden, bound and checked against itself.</summary>
/// <typeparam name="TOptions">The stage's options.</typeparam>
/// <param name="Options">The options.</param>
/// <param name="Document">Where each came from, for messages.</param>
internal sealed record StageConfig<TOptions>(TOptions Options, ConfigDocument Document)
    where TOptions : StageOptions
{
    /// <summary>Reads a configuration.</summary>
    /// <exception cref="ConfigException">It is wrong: says where and why.</exception>
    public static StageConfig<TOptions> Load(StageRequest request)
    {
        ConfigDocument document = StageDocument.Load(request.ConfigPath);
        if (typeof(TOptions) == typeof(MixMatchFinetuneOptions))
            document = document.DefaultsFrom(ConfigDocument.Load(PretrainConfig.PathIn(document.WithOverrides(request.Overrides), request.ConfigPath)), MixMatchFinetuneOptions.Inherited);
        document = document.WithOverrides(request.Overrides.Select(StageDocument.Lifted));
        TOptions options = new ConfigBinder([.. DataCatalog.All, .. TrainingCatalog.All]).Bind<TOptions>(document);
        if (request.Amp)
            options = options with { Precision = Precision.Bf16 };
        StageConfig<TOptions> config = new(options, document);
        config.CheckClasses();
        return config;
    }

    /// <summary>The run's folders.</summary>
    public RunFolder DirectoryOf(StageRequest request) =>
        new(request.ConfigPath, UserPath.Expand(Options.SavedDir), UserPath.Expand(Options.StorageDir));

    private void CheckClasses()
    {
        int classes = Options.NumClasses;
        if (Options.Backdoor?.TargetLabel >= classes)
            throw Document.Error("backdoor.target_label", $"{Options.Backdoor.TargetLabel} is not a label of {classes} classes.", $"Use 0 to {classes - 1}.");
        foreach (string key in (string[])[$"network.{Options.Network.Name}.num_classes", "warmup.criterion.sce.num_classes", "criterion.sce.num_classes", "semi.mixmatch.num_classes"])
        {
            if (Document.WholeAt(key) is { } count && count != classes)
                throw Document.Error(key, $"{count} differs from num_classes, which is {classes}.", "Make them equal, or leave this one out.");
        }
    }
}

/// <summary>Finds the SimCLR run that a finetune configuration builds on.</summary>
internal static class PretrainConfig
{
    private const string Key = "pretrain_config_path";

    /// <summary>The path of the SimCLR configuration: as it stands, from the working folder, or from a folder above the finetune
    /// configuration: the one that holds <c>config/</c>, or a run's folders with a copy of it.</summary>
    public static string PathIn(ConfigDocument document, string configPath)
    {
        string written = document.TextAt(Key)
            ?? throw document.Error(Key, "the SimCLR run's configuration is not named.", "It says which features stage 2 and 3 build on.");
        return ConfigPath.Find(written, configPath)
            ?? throw document.Error(Key, $"there is no file {written}.", "Paths are relative to the working folder, or to the folder that holds config/.");
    }
}
