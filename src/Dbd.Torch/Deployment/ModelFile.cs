namespace Dbd.Torch.Deployment;

/// <summary>Opens classifiers of either format.</summary>
public static class ModelFile
{
    /// <summary>Whether a file is an ONNX model, by its name.</summary>
    /// <param name="path">The file.</param>
    public static bool IsOnnx(string path) => path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens a model.</summary>
    /// <param name="path">An ONNX file (<c>.onnx</c>), else a checkpoint.</param>
    /// <param name="description">What must be known of a checkpoint that does not say it itself.</param>
    /// <returns>The model, to be disposed.</returns>
    /// <exception cref="DbdException">It is missing, damaged, or no classifier.</exception>
    public static IImageClassifier Open(string path, Func<ModelDescription>? description = null) =>
        IsOnnx(path) ? OnnxImageClassifier.Open(path) : new TorchImageClassifier(CheckpointModel.Read(path, description?.Invoke()));
}
