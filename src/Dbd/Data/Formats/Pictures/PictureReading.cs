using Dbd.Data.Storage;
using Dbd.Imaging;

namespace Dbd.Data.Formats.Pictures;

/// <summary>Reads listed picture files, on all cores, and keeps them where there is room.</summary>
internal static class PictureReading
{
    /// <summary>Reads them.</summary>
    /// <param name="pictures">The files.</param>
    /// <param name="classNames">In label order.</param>
    /// <param name="options">The size, and where they are kept.</param>
    /// <param name="cancellation">Stops between two.</param>
    public static KeptPictures Read(
        IReadOnlyList<ListedPicture> pictures, IReadOnlyList<string> classNames, ReadingOptions options, CancellationToken cancellation)
    {
        ContentName name = new(pictures, options.Progress, cancellation);
        bool isHeld = options.MayHold && options.OwnSide is null;
        ListedImages files = new(
            pictures, classNames, new ImageShape(options.Size, options.Size), options.OwnSide, isHeld ? null : name);
        return new PictureKeeping(files, options, cancellation).Keep(own => name.For(own ? $"from {options.OwnSide}" : $"{files.Shape}"));
    }

    /// <summary>Reads pictures of which none may be missing.</summary>
    /// <exception cref="DbdException">One is broken: names the first.</exception>
    public static IImageSource ReadAll(
        IReadOnlyList<ListedPicture> pictures, IReadOnlyList<string> classNames, ReadingOptions options, CancellationToken cancellation)
    {
        KeptPictures kept = Read(pictures, classNames, options, cancellation);
        return kept.Problems.FirstOrDefault(p => p is not null) is { } problem ? throw new DbdException(problem) : kept.Pictures;
    }
}
