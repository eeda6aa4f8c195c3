using Dbd.Configuration;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Deployment;

namespace Dbd.Torch.Stages;

/// <summary>The model of a run, as its configuration describes it.</summary>
/// <param name="Checkpoint">The run's latest checkpoint, there or not.</param>
/// <param name="Description">What must be known of the model.</param>
public sealed record RunModel(string Checkpoint, ModelDescription Description)
{
    /// <summary>Works it out; reads the data set for the names of its classes and the size of its pictures.</summary>
    /// <param name="request">The configuration of a supervise or mixmatch_finetune run.</param>
    /// <param name="tell">Is told sentences worth telling.</param>
    /// <exception cref="DbdException">Configuration or data are wrong.</exception>
    public static RunModel Of(StageRequest request, Action<string> tell) => StageKind.Of(request.ConfigPath) switch
    {
        StageName.SimClr => throw new ConfigException(
            new ConfigLocation(request.ConfigPath, 0, ""), "a simclr run has no classifier.", "Name the configuration of the supervise or mixmatch_finetune run."),
        StageName.MixMatchFinetune => Of<MixMatchFinetuneOptions>(request, tell),
        _ => Of<SuperviseOptions>(request, tell),
    };

    private static RunModel Of<TOptions>(StageRequest request, Action<string> tell)
        where TOptions : StageOptions
    {
        using StageSetup<TOptions> setup = StageSetup<TOptions>.Load(request, tell);
        return new RunModel(new CheckpointStore(setup.Directory.Checkpoints).PathOf(CheckpointStore.Latest), setup.Describe());
    }
}
