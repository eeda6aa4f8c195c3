using Dbd.Serialization.Torch;

namespace Dbd.Torch.Deployment;

/// <summary>Opens classifiers of either format.</summary>
public static class ModelFile
{
    private static readonly string[] s_checkpoints =
        ["model.pt", "latest_model.pt", Path.Combine("checkpoint", "latest_model.pt")];

    /// <summary>Whether a file is an ONNX model, by its name.</summary>
    /// <param name="path">The file.</param>
    public static bool IsOnnx(string path) => path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a file is of the library safetensors, by its name.</summary>
    /// <param name="path">The file.</param>
    public static bool IsSafeTensors(string path) => SafeTensorsFile.IsOne(path);

    /// <summary>The model in a folder that <c>dbd defend</c> or a training run left.</summary>
    /// <param name="path">The folder; a file is taken as it is.</param>
    /// <returns>The file.</returns>
    /// <exception cref="DbdException">The folder has none.</exception>
    public static string In(string path) => In(path, ["model.onnx", .. s_checkpoints]);

    /// <summary>The checkpoint in such a folder.</summary>
    /// <param name="path">The folder; a file is taken as it is.</param>
    /// <returns>The file.</returns>
    /// <exception cref="DbdException">The folder has none.</exception>
    public static string CheckpointIn(string path) => In(path, s_checkpoints);

    /// <summary>Opens a model.</summary>
    /// <param name="path">An ONNX file (<c>.onnx</c>), else a checkpoint.</param>
    /// <param name="description">What must be known of a checkpoint that does not say it itself.</param>
    /// <param name="conventions">What is known of an ONNX file from elsewhere.</param>
    /// <returns>The model, to be disposed.</returns>
    /// <exception cref="DbdException">It is missing, damaged, or no classifier.</exception>
    public static IImageClassifier Open(
        string path, Func<ModelDescription>? description = null, OnnxConventions? conventions = null) =>
        IsOnnx(path)
            ? OnnxImageClassifier.Open(path, conventions)
            : new TorchImageClassifier(CheckpointModel.Read(path, description?.Invoke()));

    private static string In(string path, string[] names)
    {
        if (!Directory.Exists(path))
            return path;
        return names.Select(name => Path.Combine(path, name)).FirstOrDefault(File.Exists)
            ?? throw new DbdException(
                $"The folder {path} has no model: expected {string.Join(", ", names)} in it. "
                + "Name the file, or wait until what writes the folder is done.");
    }
}
