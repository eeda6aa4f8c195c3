using Dbd.Configuration;
using Dbd.Runs;

namespace Dbd.Torch.Stages;

/// <summary>A stage's configuration: read, overridden and bound.</summary>
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
    public RunFolder Folder => new(Request.ConfigPath, UserPath.Expand(Options.SavedDir), UserPath.Expand(Options.StorageDir));

    /// <summary>Refuses a configuration that can be looked at, but not run.</summary>
    /// <exception cref="ConfigException">It is one: says where and why.</exception>
    public void Check()
    {
        try
        {
            Stage.Check();
        }
        catch (ConfigException e)
        {
            throw Document.Error(e.Location.Key, e.Problem, e.Advice);
        }
    }

    /// <summary>The earlier runs that it builds on and names.</summary>
    public IEnumerable<EarlierRun> Inputs =>
        StageInputAttribute.Of(Entry.OptionsType).Select(i => EarlierRun.Of(i, this)).OfType<EarlierRun>();
}
