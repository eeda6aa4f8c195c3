using Dbd.Imaging;

namespace Dbd.Data.Formats.Pictures;

/// <summary>Reads listed picture files into memory, on all cores.</summary>
internal static class PictureReading
{
    /// <summary>Reads them.</summary>
    /// <param name="pictures">The files.</param>
    /// <param name="classNames">In label order.</param>
    /// <param name="options">The size.</param>
    /// <param name="cancellation">Stops between two.</param>
    /// <returns>All of them, and what is wrong with each; null if nothing is. A broken one has any pixels.</returns>
    /// <exception cref="DbdException">They do not fit into memory.</exception>
    public static (HeldImages Pictures, string?[] Problems) Read(
        IReadOnlyList<ListedPicture> pictures, IReadOnlyList<string> classNames, ReadingOptions options, CancellationToken cancellation)
    {
        ImageShape shape = new(options.Size, options.Size);
        byte[] images = PictureBlock.For(pictures.Count, shape);
        string?[] problems = new string?[pictures.Count];
        ParallelWork.For(
            pictures.Count,
            "pictures read",
            options.Progress,
            () => new PixelBuffer(shape),
            (i, buffer) => problems[i] = ReadOne(pictures[i], shape, buffer, images.AsSpan(i * shape.Bytes, shape.Bytes)),
            cancellation);
        // Not the list itself, which may hold the bytes of the pictures.
        string[] names = [.. pictures.Select(p => p.Name)];
        return (new HeldImages(shape, images, [.. pictures.Select(p => p.Label)], classNames, i => names[i]), problems);
    }

    /// <summary>Reads pictures of which none may be missing.</summary>
    /// <exception cref="DbdException">One is broken: names the first. Or they do not fit into memory.</exception>
    public static HeldImages ReadAll(
        IReadOnlyList<ListedPicture> pictures, IReadOnlyList<string> classNames, ReadingOptions options, CancellationToken cancellation)
    {
        (HeldImages read, string?[] problems) = Read(pictures, classNames, options, cancellation);
        return problems.FirstOrDefault(p => p is not null) is { } problem ? throw new DbdException(problem) : read;
    }

    private static string? ReadOne(ListedPicture picture, ImageShape shape, PixelBuffer buffer, Span<byte> target)
    {
        try
        {
            using EncodedPicture file = picture.Open();
            StripFit.Read(file, shape, buffer);
            buffer.Pixels.CopyTo(target);
            return null;
        }
        catch (DbdException e)
        {
            return e.Message;
        }
    }
}
