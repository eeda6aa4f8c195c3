using Dbd.Imaging;

namespace Dbd.Data.Storage;

/// <summary>Pictures as they are kept for a run.</summary>
/// <param name="Pictures">All of them; a broken one has any pixels, or throws.</param>
/// <param name="Problems">What is wrong with each; null if nothing is.</param>
/// <param name="Notes">What a person should know of how they are kept; nothing if that is in memory.</param>
internal sealed record KeptPictures(IImageSource Pictures, string?[] Problems, IReadOnlyList<string> Notes);

/// <summary>Decodes all pictures of a source once, on all cores, which shows the broken ones, and keeps them: in memory what fits there,
/// else in a file, and where that cannot be made, not at all. Pictures of their own size, if they are wanted, are kept in a file
/// too.</summary>
/// <param name="files">Decodes a picture when it is read.</param>
/// <param name="options">Memory, and the folder for the files.</param>
/// <param name="cancellation">Stops between two pictures.</param>
internal sealed class PictureKeeping(IImageSource files, ReadingOptions options, CancellationToken cancellation)
{
    /// <summary>What is counted while they are decoded.</summary>
    public const string What = "pictures read";

    private readonly string?[] _problems = new string?[files.Count];
    private readonly List<string> _notes = [];
    private readonly CacheMaking _making = new(options, cancellation);

    private bool IsHeld => options.MayHold && files.FitsIn(options.Memory);

    /// <summary>Keeps them.</summary>
    /// <param name="name">Names a file by what is in the pictures and how they are decoded: of pictures made to fit (false), or of their
    /// own size; asked only where there is to be a file.</param>
    public KeptPictures Keep(Func<bool, string> name)
    {
        IImageSource kept = files.HasOwnSizes ? InOwnSize(name) : Fitted(files, name);
        return new KeptPictures(kept, _problems, _notes);
    }

    private OwnSizes InOwnSize(Func<bool, string> name)
    {
        string why = $"{files.Count:N0} pictures are wanted in their own size";
        if (CacheOf(why, () => name(true), bytes: 0, files.ReadOwn) is not { } own)
            return new OwnSizes(Fitted(files, name), files.ReadOwn);
        FittedPictures fitted = new(files, own);
        return new OwnSizes(fitted.IsComplete && !IsHeld ? fitted : Fitted(fitted, name), ReadOwn);

        bool ReadOwn(int i, PixelBuffer picture)
        {
            own.Read(i, picture.Reset(own.Shape(i)));
            return own.IsWhole(i);
        }
    }

    private IImageSource Fitted(IImageSource source, Func<bool, string> name) =>
        IsHeld ? Held(source) : Cached(source, () => name(false)) ?? Decoded(source);

    private HeldImages Held(IImageSource source)
    {
        int bytes = files.Shape.Bytes;
        byte[] images = PictureBlock.For(files.Count, files.Shape);
        Decode(source, (i, picture) => picture.Pixels.CopyTo(images.AsSpan(i * bytes, bytes)));
        return new HeldImages(files.Shape, images, files.Labels(), files.ClassNames, files.Name);
    }

    private IImageSource Decoded(IImageSource source)
    {
        Decode(source, (_, _) => { });
        return source;
    }

    private CachedImages? Cached(IImageSource source, Func<string> name)
    {
        long megabytes = (long)files.Count * files.Shape.Bytes / MemoryBudget.Megabyte;
        string much = $"{files.Count:N0} pictures of {files.Shape} take {megabytes:N0} MB, and all pictures together more than the "
            + $"{options.Memory / MemoryBudget.Megabyte:N0} MB that may be in memory";
        return CacheOf(much, name, (long)files.Count * files.Shape.Bytes, (i, picture) => Fit(source, i, picture)) is { } cache
            ? new CachedImages(source, cache)
            : null;
    }

    private PictureCache? CacheOf(string why, Func<string> name, long bytes, Func<int, PixelBuffer, bool> read)
    {
        const string slow = "They are decoded each time that they are wanted, which takes longer.";
        if (options.Cache is not { } folder)
        {
            _notes.Add($"{why}. {slow}");
            return null;
        }
        try
        {
            PictureCache cache = _making.OpenOrMake(name, _problems, bytes, read);
            _notes.Add($"{why}: they are kept in {cache.Path}, for later runs too.");
            return cache;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _notes.Add($"{why}, and cannot be kept in {folder}: {e.Message.TrimEnd('.')}. {slow}");
            return null;
        }
    }

    private void Decode(IImageSource source, Action<int, PixelBuffer> use) => ParallelWork.For(
        files.Count,
        What,
        options.Progress,
        CacheMaking.Buffer,
        (i, picture) =>
        {
            (_problems[i], _) = CacheMaking.Problem((index, buffer) => Fit(source, index, buffer), i, picture);
            if (_problems[i] is null)
                use(i, picture);
        },
        cancellation);

    private static bool Fit(IImageSource source, int index, PixelBuffer picture)
    {
        source.Read(index, picture.Reset(source.Shape));
        return true;
    }
}
