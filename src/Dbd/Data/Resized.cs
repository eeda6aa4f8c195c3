using Dbd.Imaging;

namespace Dbd.Data;

/// <summary>A data set whose pictures are made another size, once.</summary>
internal static class Resized
{
    /// <summary>Makes every picture a square.</summary>
    /// <param name="data">The data set; returned as it is where the size is right.</param>
    /// <param name="options">The new side.</param>
    /// <param name="cancellation">Stops between two pictures.</param>
    public static IDataset To(IDataset data, ReadingOptions options, CancellationToken cancellation)
    {
        ImageShape shape = new(options.Size, options.Size);
        if (data.Shape == shape)
            return data;
        byte[] images = PictureBlock.For(data.Count, shape);
        ParallelWork.For(data.Count, "pictures resized", options.Progress, () => new PixelBuffer(data.Shape), Fit, cancellation);
        return new MemoryDataset(shape, images, data.Labels(), data.ClassNames, data.Name);

        void Fit(int i, PixelBuffer image)
        {
            image.Load(data.Shape, data.Image(i));
            MiddleFit.Apply(image, shape);
            image.Pixels.CopyTo(images.AsSpan(i * shape.Bytes));
        }
    }
}
