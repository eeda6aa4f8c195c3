using Dbd.Serialization.Pickling;
using Dbd.Serialization.Torch;

namespace Dbd.Torch.Checkpoints;

/// <summary>Reads checkpoints of either format: PyTorch's, or safetensors, which holds a model alone.</summary>
internal static class CheckpointFile
{
    // The description among the texts of a safetensors file.
    private const string DescriptionText = "dbd_model";

    /// <summary>Reads a file.</summary>
    /// <returns>The entries of a checkpoint.</returns>
    /// <exception cref="DbdException">The file is missing, damaged, hostile, or no checkpoint.</exception>
    public static PyDict Read(string path)
    {
        if (!SafeTensorsFile.IsOne(path))
            return TorchFile.Read(path);
        (PyDict tensors, IReadOnlyDictionary<string, string> texts) = SafeTensorsFile.Read(path);
        PyDict content = new() { [StateDict.ModelKey] = tensors };
        if (texts.TryGetValue(DescriptionText, out string? description))
            content[Checkpoint.Own] = new PyDict { [Checkpoint.DescriptionEntry] = description };
        return content;
    }

    /// <summary>Writes a model as a safetensors file, with the names of our checkpoints.</summary>
    /// <param name="path">The file.</param>
    /// <param name="state">The model's state dict.</param>
    /// <param name="description">What must be known of it, as YAML.</param>
    /// <exception cref="DbdException">The file cannot be written.</exception>
    public static void WriteSafeTensors(string path, PyDict state, string description) => SafeTensorsFile.Write(
        path, StateDict.Tensors(state), new Dictionary<string, string> { ["format"] = "pt", [DescriptionText] = description });
}
