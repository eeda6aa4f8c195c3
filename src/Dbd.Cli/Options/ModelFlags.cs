using System.CommandLine;

using Dbd.Torch.Deployment;
using Dbd.Torch.Stages;

namespace Dbd.Cli.Options;

/// <summary>The options that say what a checkpoint does not say of itself.</summary>
internal sealed class ModelFlags
{
    private readonly Option<string?> _config = new("--config")
    {
        HelpName = "FILE",
        Description = "The configuration that the checkpoint was trained with; only one that does not describe itself needs it",
    };

    private readonly Option<string[]> _set = CommonOptions.Set();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_config);
        command.Add(_set);
    }

    /// <summary>What must be known of a checkpoint's model; null where the checkpoint is to say it.</summary>
    public Func<ModelDescription>? Description(ParseResult parsed) =>
        parsed.GetValue(_config) is { } config ? () => Model(parsed, config).Description : null;

    /// <summary>The model of a run.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="config">The run's configuration.</param>
    public RunModel Model(ParseResult parsed, string config) => RunModel.Of(
        new StageRequest { ConfigPath = config, Overrides = parsed.GetValue(_set) ?? [], Gpu = "cpu" }, parsed.InvocationConfiguration.Error.WriteLine);
}
