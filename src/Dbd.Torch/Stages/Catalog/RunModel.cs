using Dbd.Torch.Checkpoints;
using Dbd.Torch.Deployment;

namespace Dbd.Torch.Stages.Catalog;

/// <summary>The model of a run, as its configuration describes it.</summary>
/// <param name="Checkpoint">The run's latest checkpoint, there or not.</param>
/// <param name="Description">What must be known of the model.</param>
public sealed record RunModel(string Checkpoint, ModelDescription Description)
{
    /// <summary>Works it out; reads the data set for the names of its classes and the size of its pictures.</summary>
    /// <param name="request">The configuration of a run that trains a classifier.</param>
    /// <param name="note">Is told sentences worth telling.</param>
    /// <exception cref="DbdException">Configuration or data are wrong.</exception>
    public static RunModel Of(StageRequest request, Action<string> note)
    {
        using StageSetup setup = StageSetup.Load(StageFiles.Load(request), note);
        setup.RequireClassifier();
        return new RunModel(new CheckpointStore(setup.Folder.Checkpoints).PathOf(CheckpointStore.Latest), setup.Describe());
    }
}
