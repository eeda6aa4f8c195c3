using Dbd.Imaging;

namespace Dbd.Data;

/// <summary>A data set whose pictures are made another size.</summary>
internal static class Resized
{
    /// <summary>Makes every picture a square: once, where all fit into memory.</summary>
    /// <param name="data">The data set; returned as it is where the size is right.</param>
    /// <param name="options">The new side.</param>
    /// <param name="cancellation">Stops between two pictures.</param>
    public static IImageSource To(IImageSource data, ReadingOptions options, CancellationToken cancellation)
    {
        ImageShape shape = new(options.Size, options.Size);
        if (data.Shape == shape)
            return data;
        IImageSource fitted = new ChangedImages(data, shape, image => MiddleFit.Apply(image, shape))
            .HeldIfTheyFit(options.Memory, "pictures resized", options.Progress, cancellation);
        return options.OwnSide is null ? fitted : new OwnSizes(fitted, data.ReadOwn);
    }
}
