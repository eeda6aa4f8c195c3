using Dbd.Configuration;

namespace Dbd.Torch.Stages.Catalog;

/// <summary>Reads configurations of stages, and checks them against themselves.</summary>
internal static class StageFiles
{
    /// <summary>Knows all names that a stage's configuration may use.</summary>
    public static ConfigBinder Binder { get; } = new([.. DataCatalog.All, .. TrainingCatalog.All]);

    /// <summary>Reads a configuration of whichever stage it is for.</summary>
    /// <exception cref="ConfigException">It is wrong: says where and why.</exception>
    public static StageFile Load(StageRequest request)
    {
        ConfigDocument document = StageDocument.Load(request.ConfigPath);
        ConfigDocument asked = document.WithOverrides(request.Overrides.Select(StageDocument.Lifted));
        RegistryEntry entry = StageOf(request, asked);
        document = Inheriting(entry, document, asked, request.ConfigPath).WithOverrides(request.Overrides.Select(StageDocument.Lifted));
        StageOptions options = (StageOptions)Binder.Bind(document, entry.OptionsType);
        StageFile file = new(request, entry, StageCatalog.Stages.Create(entry, options with { Stage = entry.Name }), document);
        CheckClasses(file);
        return file;
    }

    /// <summary>The stage that a configuration is for.</summary>
    /// <exception cref="ConfigException">There is no such file, it is no YAML, or of no stage.</exception>
    public static string StageOf(string configPath) => StageCatalog.Of(StageDocument.Load(configPath)).Name;

    // With what it takes from the earlier runs that it names, and these from those before them.
    private static ConfigDocument Inheriting(RegistryEntry stage, ConfigDocument document, ConfigDocument asked, string path)
    {
        foreach (StageInputAttribute input in StageInputAttribute.Of(stage.OptionsType).Where(i => i.Inherits.Length > 0))
            document = document.DefaultsFrom(EarlierDocument(input, asked, path), input.Inherits);
        return document;
    }

    private static ConfigDocument EarlierDocument(StageInputAttribute input, ConfigDocument asked, string configPath)
    {
        string path = EarlierRun.ConfigOf(input.ConfigKey, asked, configPath);
        ConfigDocument earlier = StageDocument.Load(path);
        return StageCatalog.Of(earlier) is var stage && stage.Name == input.Stage
            ? Inheriting(stage, earlier, earlier, path)
            : throw asked.Error(
                input.ConfigKey, $"{path} is a configuration of {stage.Name}.",
                $"Name one of {input.Stage}, whose model this stage builds on.");
    }

    private static RegistryEntry StageOf(StageRequest request, ConfigDocument document)
    {
        if (request.Stage is not { } name)
            return StageCatalog.Of(document);
        if (document.TextAt("stage") is { } written && written != name)
            throw document.Error(
                "stage", $"this file is for {written}, and {name} was asked for.", $"Run it by: dbd {StageCommand.NameOf(written)}");
        return StageCatalog.Named(name, (problem, advice) => new ConfigException("stage", problem, advice));
    }

    private static void CheckClasses(StageFile file)
    {
        (StageOptions options, ConfigDocument document) = (file.Options, file.Document);
        int classes = options.NumClasses;
        if (options.Backdoor?.TargetLabel >= classes)
            throw document.Error(
                "backdoor.target_label",
                $"{options.Backdoor.TargetLabel} is not a label of {classes} classes.",
                $"Use 0 to {classes - 1}.");
        foreach ((string key, long count) in document.WholesNamed("num_classes").Where(c => c.Value != classes))
            throw document.Error(key, $"{count} differs from num_classes, which is {classes}.", "Make them equal, or leave this one out.");
    }
}
