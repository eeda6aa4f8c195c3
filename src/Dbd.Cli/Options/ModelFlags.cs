using System.CommandLine;

using Dbd.Configuration;
using Dbd.Torch.Deployment;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Cli.Options;

/// <summary>The options that say what a checkpoint does not say of itself.</summary>
internal sealed class ModelFlags
{
    private readonly Option<string?> _config = new("--config")
    {
        HelpName = "FILE",
        Description = "The config that the checkpoint was trained with; needed only if the checkpoint does not describe itself",
    };

    private readonly Option<string[]> _set = CommonOptions.Set();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_config);
        command.Add(_set);
    }

    /// <summary>What must be known of a checkpoint's model; null where the checkpoint is to say it.</summary>
    /// <exception cref="ConfigException">There are overrides, but nothing that they override.</exception>
    public Func<ModelDescription>? Description(ParseResult parsed)
    {
        if (parsed.GetValue(_config) is { } config)
            return () => Model(parsed, config).Description;
        if (parsed.GetValue(_set) is { Length: > 0 })
            throw new ConfigException("--set", "There is no configuration to change.", "Name it with --config, or leave --set out.");
        return null;
    }

    /// <summary>Refuses the options where they would be passed over.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="why">What makes them needless, as a sentence.</param>
    /// <param name="andSet">Whether overrides would be passed over too.</param>
    /// <exception cref="ConfigException">One is given.</exception>
    public void Refuse(ParseResult parsed, string why, bool andSet)
    {
        if (parsed.GetValue(_config) is not null)
            throw new ConfigException("--config", why, "Leave it out.");
        if (andSet && parsed.GetValue(_set) is { Length: > 0 })
            throw new ConfigException("--set", why, "Leave it out.");
    }

    /// <summary>The model of a run.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="config">The run's configuration.</param>
    public RunModel Model(ParseResult parsed, string config) => RunModel.Of(
        new StageRequest { ConfigPath = config, Overrides = parsed.GetValue(_set) ?? [], Gpu = "cpu" },
        parsed.InvocationConfiguration.Error.WriteLine);
}
