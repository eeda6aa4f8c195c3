using Dbd.Configuration;
using Dbd.Poisoning;
using Dbd.Poisoning.Export;

namespace Dbd.Torch.Stages.Catalog;

/// <summary>What is asked of <see cref="PoisonedSet"/>.</summary>
public sealed record PoisonRequest
{
    /// <summary>The configuration of any stage.</summary>
    public required string ConfigPath { get; init; }

    /// <summary>Where to, and in what form.</summary>
    public required PoisonExport Export { get; init; }

    /// <summary>Whether the data are written in the form that they came in, and in the export's only where that form cannot hold them or
    /// is never written.</summary>
    public bool KeepsForm { get; init; }

    /// <summary>Overrides, <c>key.path=value</c> each.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];
}

/// <summary>Writes the data that a stage would train and test on, poisoned, for other tools.</summary>
public static class PoisonedSet
{
    /// <summary>Reads, poisons and writes. The poisoned samples are those that the stage draws from the same configuration.</summary>
    /// <param name="request">Which configuration, and where to.</param>
    /// <param name="note">Is told sentences worth telling.</param>
    /// <param name="cancellation">Stops between two pictures; nothing is left then.</param>
    /// <returns>Which training samples are poisoned.</returns>
    /// <exception cref="DbdException">Configuration or data are wrong, or the folder is there already.</exception>
    public static PoisonIndex Run(PoisonRequest request, Action<string> note, CancellationToken cancellation)
    {
        request.Export.CheckOut();
        StageRequest asked = new() { ConfigPath = request.ConfigPath, Overrides = request.Overrides };
        StageFile stage = StageFiles.Load(asked);
        if (stage.Options.Backdoor is null)
            throw stage.Document.Error(
                "backdoor", "There is no attack to poison with.", "Name one: poison_ratio, target_label, and an attack (dbd list).");
        NewFolder.CheckApart(request.Export.Out, stage.Options.DatasetDir);
        BackdoorData data = StageData.Load(stage, note, request.Export.Progress, cancellation);
        PoisonExport export = request.KeepsForm ? Kept(request.Export, stage.Options.DatasetDir, data, note) : request.Export;
        export.Write(data, ConfigPrinter.ToYaml(stage.Options), cancellation);
        return data.Index;
    }

    private static PoisonExport Kept(PoisonExport export, string path, BackdoorData data, Action<string> note)
    {
        KeptForm form = KeptForm.Of(path, data);
        string written = ExportFormatName.Of(form.Format ?? export.Format);
        note(form.Format is not null
            ? $"Written as {written}, the form that the data came in; --format names another."
            : $"Written as {written}: {form.Why}");
        return export with { Format = form.Format ?? export.Format };
    }
}
