using Dbd.Configuration;
using Dbd.Runs;
using Dbd.Torch.Checkpoints;

namespace Dbd.Torch.Stages;

/// <summary>An earlier run that a stage builds on: where it is.</summary>
/// <param name="Declared">What the stage says of it.</param>
/// <param name="Checkpoint">The checkpoint that is meant, there or not.</param>
/// <param name="Config">Its configuration; null where only the checkpoint is named.</param>
/// <param name="Folder">Its folders; null likewise.</param>
internal sealed record EarlierRun(StageInputAttribute Declared, string Checkpoint, string? Config, RunFolder? Folder)
{
    /// <summary>The run that a configuration names.</summary>
    /// <returns>Null if it names none, and need not.</returns>
    /// <exception cref="ConfigException">It names none, but has to.</exception>
    public static EarlierRun? Of(StageInputAttribute input, StageFile file)
    {
        string? written = file.Document.TextAt(input.CheckpointKey);
        if (input.ConfigKey.Length > 0)
        {
            string config = ConfigOf(input.ConfigKey, file.Document, file.Request.ConfigPath);
            return At(input, config, FolderOf(config, file), written ?? CheckpointStore.Latest);
        }
        if (written is null)
            return input.IsOptional
                ? null
                : throw file.Document.Error(input.CheckpointKey, $"no {input.Role} is named.", $"It is a run of {input.Stage}.");
        if (!IsConfig(written))
            return new EarlierRun(input, UserPath.Expand(written), null, null);
        string found = ConfigPath.Find(written, file.Request.ConfigPath) ?? written;
        return At(input, found, FolderOf(found, file), CheckpointStore.Latest);
    }

    /// <summary>The path of its configuration: as it is written, from the working folder, or from a folder above the other configuration:
    /// the one that holds <c>config/</c>, or a run's folders with a copy of it.</summary>
    /// <exception cref="ConfigException">It is not named, or not there.</exception>
    public static string ConfigOf(string key, ConfigDocument document, string configPath)
    {
        string written = document.TextAt(key)
            ?? throw document.Error(key, "the configuration of the earlier run is not named.", "It says what this stage builds on.");
        return ConfigPath.Find(written, configPath)
            ?? throw document.Error(
                key, $"there is no file {written}.", "Paths are relative to the working folder, or to the folder that holds config/.");
    }

    /// <summary>What is to be done where its checkpoint is not there.</summary>
    public string Advice => Config is null
        ? $"It is a checkpoint of `dbd {Command}` on the same poisoned data."
        : $"Train it first: dbd {Command} --config {Config}";

    private string Command => StageCommand.NameOf(Declared.Stage);

    private static EarlierRun At(StageInputAttribute input, string config, RunFolder folder, string checkpoint) =>
        new(input, new CheckpointStore(folder.Checkpoints).PathOf(checkpoint), config, folder);

    // Its folders are said by this run's configuration, wherever its own would put them.
    private static RunFolder FolderOf(string config, StageFile file) =>
        new(config, UserPath.Expand(file.Options.SavedDir), UserPath.Expand(file.Options.StorageDir));

    private static bool IsConfig(string written) => Path.GetExtension(written) is ".yaml" or ".yml";
}
