using Dbd.Imaging;

using Microsoft.ML.OnnxRuntime;

namespace Dbd.Torch.Deployment;

/// <summary>What a classifier's graph takes and gives.</summary>
/// <param name="Shape">Size of the pictures; null is any.</param>
/// <param name="Batch">How many pictures at once; null is any number.</param>
/// <param name="Classes">Number of classes.</param>
internal sealed record OnnxGraphForm(ImageShape? Shape, int? Batch, int Classes)
{
    // Of more, their names alone would fill the memory.
    private const int MostClasses = 100_000;
    private const int MostPixels = 8192 * 8192;
    private const int MostBatch = 4096;

    /// <summary>Looks at a graph.</summary>
    /// <exception cref="DbdException">It is of another form.</exception>
    public static OnnxGraphForm Of(InferenceSession session, string path)
    {
        if (session.InputMetadata.Count != 1 || session.OutputMetadata.Count != 1)
            throw Other(path, $"it has the inputs {Names(session.InputNames)} and the outputs {Names(session.OutputNames)}");
        (NodeMetadata input, NodeMetadata output) = (session.InputMetadata.Values.Single(), session.OutputMetadata.Values.Single());
        if (input.ElementType != typeof(float)
            || input.Dimensions is not [not 0 and var batch, ImageShape.Channels, not 0 and var height, not 0 and var width])
            throw Other(path, $"its input is {Describe(input)}");
        if (output.ElementType != typeof(float) || output.Dimensions is not [_, > 0 and var classes])
            throw Other(path, $"its output is {Describe(output)}");
        OnnxGraphForm form = new(height > 0 && width > 0 ? new ImageShape(height, width) : null, batch > 0 ? batch : null, classes);
        if (classes > MostClasses || batch > MostBatch)
            throw Other(path, $"it takes {batch} pictures at once and has {classes} classes, more than {MostBatch} or {MostClasses}");
        return form;
    }

    /// <summary>The size of the pictures, or what is said of it where the graph takes any.</summary>
    /// <exception cref="DbdException">Neither tells, or it is too large.</exception>
    public ImageShape ShapeOr(ImageShape? said, string path)
    {
        ImageShape shape = Shape ?? said
            ?? throw new DbdException($"{path} takes pictures of any size: say which it was trained with, --size PIXELS.");
        if ((Int128)shape.Height * shape.Width * (Batch ?? 1) > MostPixels)
            throw Other(path, $"it takes {(Batch is { } batch ? $"{batch} " : "")}pictures of {shape}, more than {MostPixels} pixels");
        return shape;
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);

    private static string Describe(NodeMetadata node) =>
        $"{node.ElementType?.Name} [{string.Join(", ", node.Dimensions.Select(d => d < 0 ? "any" : $"{d}"))}]";

    private static DbdException Other(string path, string difference) => new(
        $"{path} is no classifier of a form that can be used: {difference}. "
        + "Expected one input, float32 [batch, 3, H, W], and one output, float32 [batch, classes]. Export it so.");
}
