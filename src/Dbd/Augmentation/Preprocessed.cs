using Dbd.Data;
using Dbd.Imaging;
using Dbd.Randomness;

namespace Dbd.Augmentation;

/// <summary>A data set after deterministic steps on every image, done once.</summary>
public static class Preprocessed
{
    /// <summary>Applies the steps.</summary>
    /// <param name="data">The data set; returned as it is when there are no steps.</param>
    /// <param name="steps">Deterministic steps.</param>
    /// <exception cref="DbdException">A step is random: it would be the same in every epoch; or the pictures do not fit into memory.</exception>
    public static IDataset With(IDataset data, AugmentationPipeline steps)
    {
        if (steps.Steps.Count == 0)
            return data;
        if (steps.IsRandom)
            throw new Configuration.ConfigException("transform.pre", "a step here is random.", "It is done once, before the trigger; random steps belong under transform.train.primary.");
        ImageShape shape = steps.OutputShape(data.Shape);
        byte[] images = PictureBlock.For(data.Count, shape);
        PixelBuffer image = new(data.Shape);
        Rng none = Rng.For(0, Purpose.Augmentation);
        for (int i = 0; i < data.Count; i++)
        {
            image.Load(data.Shape, data.Image(i));
            steps.Apply(image, ref none);
            image.Pixels.CopyTo(images.AsSpan(i * shape.Bytes));
        }
        return new MemoryDataset(shape, images, data.Labels(), data.ClassNames, data.Name);
    }
}
