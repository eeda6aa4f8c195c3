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

    private long Bytes => (long)files.Count * files.Shape.Bytes;

    /// <summary>Keeps them.</summary>
    /// <param name="name">Names a file by what is in the pictures and how they are decoded: of pictures made to fit (false), or of their
    /// own size; asked only where there is to be a file.</param>
    public KeptPictures Keep(Func<bool, string> name)
    {
        IImageSource fitted = files.FitsIn(options.Memory) ? Held() : Cached(() => name(false)) ?? Decoded();
        IImageSource kept = files.HasOwnSizes ? new OwnSizes(fitted, Own(() => name(true))) : fitted;
        return new KeptPictures(kept, _problems, _notes);
    }

    private HeldImages Held()
    {
        int bytes = files.Shape.Bytes;
        byte[] images = PictureBlock.For(files.Count, files.Shape);
        Decode((i, picture) =>
        {
            Fitted(i, picture);
            picture.Pixels.CopyTo(images.AsSpan(i * bytes, bytes));
        });
        return new HeldImages(files.Shape, images, files.Labels(), files.ClassNames, files.Name);
    }

    private IImageSource Decoded()
    {
        Decode(Fitted);
        return files;
    }

    private CachedImages? Cached(Func<string> name)
    {
        string much = $"{files.Count:N0} pictures of {files.Shape} take {Bytes / MemoryBudget.Megabyte:N0} MB, "
            + $"more than the {options.Memory / MemoryBudget.Megabyte:N0} MB that may be in memory";
        return CacheOf(much, name, _problems, Bytes, Fitted) is { } cache ? new CachedImages(files, cache) : null;
    }

    // Which pictures are broken is known by now.
    private Action<int, PixelBuffer> Own(Func<string> name)
    {
        string why = $"{files.Count:N0} pictures are wanted in their own size";
        return CacheOf(why, name, new string?[files.Count], bytes: 0, files.ReadOwn) is { } cache
            ? (i, picture) => cache.Read(i, picture.Reset(cache.Shape(i)))
            : files.ReadOwn;
    }

    private PictureCache? CacheOf(string why, Func<string> name, string?[] problems, long bytes, Action<int, PixelBuffer> read)
    {
        const string slow = "They are decoded each time that they are wanted, which takes longer.";
        if (options.Cache is not { } folder)
        {
            _notes.Add($"{why}. {slow}");
            return null;
        }
        try
        {
            string path = _making.PathOf(name());
            PictureCache cache = _making.OpenOrMake(path, problems, bytes, read);
            _notes.Add($"{why}: they are kept in {path}, for later runs too.");
            return cache;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _notes.Add($"{why}, and cannot be kept in {folder}: {e.Message.TrimEnd('.')}. {slow}");
            return null;
        }
    }

    private void Decode(Action<int, PixelBuffer> read) => ParallelWork.For(
        files.Count,
        What,
        options.Progress,
        CacheMaking.Buffer,
        (i, picture) => _problems[i] = CacheMaking.Problem(read, i, picture),
        cancellation);

    private void Fitted(int index, PixelBuffer picture) => files.Read(index, picture.Reset(files.Shape));
}
