using Dbd.Serialization;
using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;
using Dbd.Torch.Checkpoints;
using Dbd.Torch.Networks;

namespace Dbd.Torch.Deployment;

/// <summary>A classifier out of a checkpoint, with what must be known of it.</summary>
/// <param name="Network">The network in evaluation mode; the holder disposes it.</param>
/// <param name="Description">What must be known.</param>
/// <param name="Source">The checkpoint's file.</param>
public sealed record CheckpointModel(Classifier Network, ModelDescription Description, string Source) : IDisposable
{
    /// <summary>Reads a checkpoint.</summary>
    /// <param name="path">A checkpoint of <c>supervise</c> or <c>mixmatch_finetune</c>, ours or the reference's, or a state dict as
    /// other programs publish it.</param>
    /// <param name="description">What must be known of it; null takes what the checkpoint itself says, which the reference's and
    /// our own of early versions do not.</param>
    /// <exception cref="DbdException">It is damaged, has no classifier, says nothing of itself, or is of another network.</exception>
    public static CheckpointModel Read(string path, ModelDescription? description = null)
    {
        PyDict content = CheckpointFile.Read(path);
        RefuseWithoutClassifier(content, path);
        description ??= DamagedDataException.Naming(path, "a checkpoint", () => Checkpoint.DescriptionIn(content)) is { } yaml
            ? ModelDescription.Parse(yaml, $"{path}, its description")
            : throw new DbdException(
                $"{path} does not say for which classes, picture size, mean and deviation it was trained; "
                    + "checkpoints of the reference, of early versions and of other programs do not. "
                + "Give the configuration that it was trained with: --config FILE.");
        Classifier network = description.Build();
        try
        {
            Checkpoint.LoadModel(content, network, path);
        }
        catch
        {
            network.Dispose();
            throw;
        }
        network.eval();
        return new CheckpointModel(network, description, path);
    }

    /// <summary>Writes the weights as a safetensors file that describes itself, with the names of our checkpoints.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DbdException">It cannot be written.</exception>
    public void WriteSafeTensors(string path) =>
        CheckpointFile.WriteSafeTensors(path, ModelState.Of(Network), Description.ToYaml());

    /// <summary>Disposes the network.</summary>
    public void Dispose() => Network.Dispose();

    private static void RefuseWithoutClassifier(PyDict content, string path) => DamagedDataException.Naming(path, "a checkpoint", () =>
    {
        if (StateDict.Tensors(SavedWeights.In(content)).Any(t => t.Key.StartsWith("proj_head.")))
            throw new DbdException(
                $"{path} is of stage 1 (SimCLR): it has features, and no classifier. Take a checkpoint of supervise or mixmatch_finetune.");
    });
}
