using Dbd.Configuration;
using Dbd.Metrics;

namespace Dbd.Torch.Stages;

/// <summary>A configuration of any stage, read and checked.</summary>
/// <param name="Options">Its options.</param>
/// <param name="Document">Where each came from.</param>
/// <param name="Epochs">The run's last epoch.</param>
internal sealed record LoadedStage(StageOptions Options, ConfigDocument Document, int Epochs);

/// <summary>The stages by their names.</summary>
internal static class StageKind
{
    /// <summary>Reads a stage's configuration.</summary>
    /// <exception cref="ConfigException">It is wrong: says where and why.</exception>
    public static LoadedStage Load(string stage, StageRequest request) => stage switch
    {
        "supervise" => Load<SuperviseOptions>(request, o => o.NumEpochs),
        "simclr" => Load<SimClrOptions>(request, o => o.NumEpochs),
        _ => Load<MixMatchFinetuneOptions>(request, o => o.Warmup.NumEpochs + o.Semi.NumEpochs),
    };

    /// <summary>Trains a stage from where its run stands to its last epoch.</summary>
    /// <exception cref="DbdException">Configuration, data or checkpoint are wrong, or the run fails.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static void Run(string stage, StageRequest request, IReadOnlyList<IRunObserver> observers, CancellationToken cancellation)
    {
        switch (stage)
        {
            case "supervise": SuperviseStage.Run(request, observers, cancellation); break;
            case "simclr": SimClrStage.Run(request, observers, cancellation); break;
            default: MixMatchFinetuneStage.Run(request, observers, cancellation); break;
        }
    }

    private static LoadedStage Load<TOptions>(StageRequest request, Func<TOptions, int> epochs)
        where TOptions : StageOptions
    {
        StageConfig<TOptions> config = StageConfig<TOptions>.Load(request);
        return new LoadedStage(config.Options, config.Document, epochs(config.Options));
    }
}
