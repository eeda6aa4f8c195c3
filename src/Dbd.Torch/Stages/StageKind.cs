using Dbd.Configuration;
using Dbd.Runs;
using Dbd.Torch.Stages.MixMatch;
using Dbd.Torch.Stages.SimClr;
using Dbd.Torch.Stages.Supervise;

namespace Dbd.Torch.Stages;

/// <summary>A configuration of any stage, read and checked.</summary>
/// <param name="Stage">Which.</param>
/// <param name="Options">Its options.</param>
/// <param name="Document">Where each came from.</param>
/// <param name="Epochs">The run's last epoch.</param>
internal sealed record LoadedStage(string Stage, StageOptions Options, ConfigDocument Document, int Epochs);

/// <summary>The stages by their names.</summary>
internal static class StageKind
{
    /// <summary>The stage that a configuration is for, by the keys that only its files have.</summary>
    /// <exception cref="ConfigException">There is no such file, or it is no YAML.</exception>
    public static string Of(string configPath) => Of(StageDocument.Load(configPath));

    /// <summary>Reads a configuration of whichever stage it is for.</summary>
    /// <exception cref="ConfigException">It is wrong: says where and why.</exception>
    public static LoadedStage Load(StageRequest request) => Of(request.ConfigPath) switch
    {
        StageName.MixMatchFinetune => Load<MixMatchFinetuneOptions>(StageName.MixMatchFinetune, request, o => o.Warmup.NumEpochs + o.Semi.NumEpochs),
        StageName.SimClr => Load<SimClrOptions>(StageName.SimClr, request, o => o.NumEpochs),
        _ => Load<SuperviseOptions>(StageName.Supervise, request, o => o.NumEpochs),
    };

    /// <summary>Trains a stage from where its run stands to its last epoch.</summary>
    /// <exception cref="DbdException">Configuration, data or checkpoint are wrong, or the run fails.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static void Run(string stage, StageRequest request, IReadOnlyList<IRunObserver> observers, CancellationToken cancellation)
    {
        switch (stage)
        {
            case StageName.Supervise: SuperviseStage.Run(request, observers, cancellation); break;
            case StageName.SimClr: SimClrStage.Run(request, observers, cancellation); break;
            default: MixMatchFinetuneStage.Run(request, observers, cancellation); break;
        }
    }

    private static string Of(ConfigDocument document) =>
        document.Has("pretrain_config_path") ? StageName.MixMatchFinetune : StageDocument.HasViews(document) ? StageName.SimClr : StageName.Supervise;

    private static LoadedStage Load<TOptions>(string stage, StageRequest request, Func<TOptions, int> epochs)
        where TOptions : StageOptions
    {
        (TOptions options, ConfigDocument document) = StageConfig<TOptions>.Load(request);
        return new LoadedStage(stage, options, document, epochs(options));
    }
}
