using Dbd.Configuration;
using Dbd.Runs;

namespace Dbd.Torch.Stages;

/// <summary>A stage's configuration: read, overridden, bound and checked against itself.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Entry">The stage's entry in the catalogue.</param>
/// <param name="Stage">The stage, made from its options.</param>
/// <param name="Document">Where each option came from, for messages.</param>
internal sealed record StageFile(StageRequest Request, RegistryEntry Entry, IStage Stage, ConfigDocument Document)
{
    /// <summary>The stage's name.</summary>
    public string Name => Entry.Name;

    /// <summary>Its options.</summary>
    public StageOptions Options => Stage.Options;

    /// <summary>The run's folders.</summary>
    public RunDirectory Folder => new(Request.ConfigPath, UserPath.Expand(Options.SavedDir), UserPath.Expand(Options.StorageDir));

    /// <summary>The earlier runs that it builds on and names.</summary>
    public IEnumerable<EarlierRun> Inputs => StageCatalog.InputsOf(Entry).Select(i => EarlierRun.Of(i, this)).OfType<EarlierRun>();

    /// <summary>Reads a configuration of whichever stage it is for.</summary>
    /// <exception cref="ConfigException">It is wrong: says where and why.</exception>
    public static StageFile Load(StageRequest request)
    {
        ConfigDocument document = StageDocument.Load(request.ConfigPath);
        ConfigDocument asked = document.WithOverrides(request.Overrides.Select(StageDocument.Lifted));
        RegistryEntry entry = StageOf(request, asked);
        foreach (StageInputAttribute input in StageCatalog.InputsOf(entry).Where(i => i.Inherits.Length > 0))
            document = document.DefaultsFrom(StageDocument.Load(EarlierRun.ConfigOf(input.ConfigKey, asked, request.ConfigPath)), input.Inherits);
        document = document.WithOverrides(request.Overrides.Select(StageDocument.Lifted));
        StageOptions options = (StageOptions)new ConfigBinder([.. DataCatalog.All, .. TrainingCatalog.All]).Bind(document, entry.OptionsType);
        StageFile file = new(request, entry, StageCatalog.Stages.Create(entry, options with { Stage = entry.Name }), document);
        file.CheckClasses();
        return file;
    }

    /// <summary>The stage that a configuration is for.</summary>
    /// <exception cref="ConfigException">There is no such file, it is no YAML, or of no stage.</exception>
    public static string StageOf(string configPath) => StageCatalog.Of(StageDocument.Load(configPath)).Name;

    private static RegistryEntry StageOf(StageRequest request, ConfigDocument document)
    {
        if (request.Stage is not { } name)
            return StageCatalog.Of(document);
        if (document.TextAt("stage") is { } written && written != name)
            throw document.Error("stage", $"this file is for {written}, and {name} was asked for.", $"Run it by: dbd {written.Replace('_', '-')}");
        return StageCatalog.Named(name, (problem, advice) => new ConfigException("stage", problem, advice));
    }

    private void CheckClasses()
    {
        int classes = Options.NumClasses;
        if (Options.Backdoor?.TargetLabel >= classes)
            throw Document.Error("backdoor.target_label", $"{Options.Backdoor.TargetLabel} is not a label of {classes} classes.", $"Use 0 to {classes - 1}.");
        foreach ((string key, long count) in Document.WholesNamed("num_classes").Where(c => c.Value != classes))
            throw Document.Error(key, $"{count} differs from num_classes, which is {classes}.", "Make them equal, or leave this one out.");
    }
}
