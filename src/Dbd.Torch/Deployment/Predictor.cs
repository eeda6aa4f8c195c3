using Dbd.Imaging;

namespace Dbd.Torch.Deployment;

/// <summary>A class that a picture may be of.</summary>
/// <param name="Label">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Probability">In [0, 1]: softmax of the logits.</param>
public readonly record struct ClassScore(int Label, string Name, double Probability);

/// <summary>What a model says of a picture file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Classes">The most probable classes, best first.</param>
public sealed record Prediction(string Path, IReadOnlyList<ClassScore> Classes);

/// <summary>Classifies picture files.</summary>
/// <remarks>A picture is read as those of a data set of pictures are: upright, and made to fit where its size is another than the
/// model's (<see cref="MiddleFit"/>).</remarks>
/// <param name="model">What classifies; the caller disposes it.</param>
public sealed class Predictor(IImageClassifier model)
{
    private const int BatchSize = 64;

    /// <summary>Is told of a file that cannot be read, and why; the file is then left out. Null ends with the exception instead.</summary>
    public Action<DbdException>? OnUnreadable { get; init; }

    /// <summary>Classifies files, a batch at a time.</summary>
    /// <param name="paths">The files: PNG, JPEG, BMP, WebP, GIF, PPM, PGM.</param>
    /// <param name="top">How many classes to tell of each, at least 1; no more than there are.</param>
    /// <param name="cancellation">Stops between two files.</param>
    /// <returns>In the order of the files, as they are done.</returns>
    /// <exception cref="DbdException">A file is no picture that can be read, or what the model gives for it is no finite number:
    /// names it.</exception>
    public IEnumerable<Prediction> Predict(IEnumerable<string> paths, int top, CancellationToken cancellation)
    {
        foreach (string[] chunk in paths.Chunk(BatchSize))
        {
            (string Path, PixelBuffer? Picture)[] read =
                [.. chunk.Select(path => (path, Read(path, cancellation))).Where(p => p.Item2 is not null)];
            if (read.Length == 0)
                continue;
            float[] logits = model.Logits([.. read.Select(p => p.Picture!)]);
            int classes = model.ClassNames.Count;
            for (int i = 0; i < read.Length; i++)
                yield return new Prediction(read[i].Path, Best(read[i].Path, logits.AsSpan(i * classes, classes), top));
        }
    }

    private PixelBuffer? Read(string path, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return PictureFile.ReadFitted(path, model.Shape);
        }
        catch (DbdException e) when (OnUnreadable is { } told)
        {
            told(e);
            return null;
        }
    }

    private ClassScore[] Best(string path, ReadOnlySpan<float> logits, int top)
    {
        double largest = double.NegativeInfinity;
        foreach (float logit in logits)
        {
            if (!float.IsFinite(logit))
            {
                throw new DbdException(
                    $"{path}: {model.Source} gives {logit} for it, which is no answer. "
                        + "The model is damaged, or its training diverged: use another one.");
            }
            largest = Math.Max(largest, logit);
        }
        double[] exponentials = new double[logits.Length];
        for (int c = 0; c < logits.Length; c++)
            exponentials[c] = Math.Exp(logits[c] - largest);
        double sum = exponentials.Sum();
        return
        [
            .. exponentials.Select((e, label) => new ClassScore(label, model.ClassNames[label], e / sum))
                .OrderByDescending(s => s.Probability)
                .Take(top),
        ];
    }
}
