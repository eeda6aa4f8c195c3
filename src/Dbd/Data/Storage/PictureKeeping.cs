using Dbd.Imaging;

namespace Dbd.Data.Storage;

/// <summary>Pictures as they are kept for a run.</summary>
/// <param name="Pictures">All of them; a broken one has any pixels, or throws.</param>
/// <param name="Problems">What is wrong with each; null if nothing is.</param>
/// <param name="Note">What a person should know of how they are kept; null if that is in memory.</param>
internal sealed record KeptPictures(IImageSource Pictures, string?[] Problems, string? Note);

/// <summary>Decodes all pictures of a source once, on all cores, which shows the broken ones, and keeps them: in memory what fits there,
/// else in a file, and where that cannot be made, not at all.</summary>
/// <param name="files">Decodes a picture when it is read.</param>
/// <param name="options">Memory, and the folder for the file.</param>
/// <param name="cancellation">Stops between two pictures.</param>
internal sealed class PictureKeeping(IImageSource files, ReadingOptions options, CancellationToken cancellation)
{
    private const string What = "pictures read";

    // What the rest of the machine needs of a disk.
    private const long SpareDisk = 500 * MemoryBudget.Megabyte;

    private readonly string?[] _problems = new string?[files.Count];

    private long Bytes => (long)files.Count * files.Shape.Bytes;

    private string Large => $"{files.Count:N0} pictures of {files.Shape} take {Bytes / MemoryBudget.Megabyte:N0} MB, "
        + $"more than the {options.Memory / MemoryBudget.Megabyte:N0} MB that may be in memory";

    /// <summary>Keeps them.</summary>
    /// <param name="name">Names the file by what is in the pictures and how they are decoded; asked only where they do not fit.</param>
    public KeptPictures Keep(Func<string> name)
    {
        if (files.FitsIn(options.Memory))
            return new KeptPictures(Held(), _problems, Note: null);
        if (options.Cache is not { } folder)
            return Decoded("");
        string path = Path.Combine(folder, name() + PictureCache.Extension);
        try
        {
            return PictureCache.Open(path, files.Count) is { } known ? Known(known, path) : Cached(Made(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Decoded($", and cannot be kept in {folder}: {e.Message.TrimEnd('.')}");
        }
    }

    private HeldImages Held()
    {
        int bytes = files.Shape.Bytes;
        byte[] images = PictureBlock.For(files.Count, files.Shape);
        ParallelWork.For(
            files.Count, What, options.Progress, i => _problems[i] = Problem(i, images.AsSpan(i * bytes, bytes)), cancellation);
        return new HeldImages(files.Shape, images, files.Labels(), files.ClassNames, files.Name);
    }

    private KeptPictures Decoded(string why)
    {
        ParallelWork.For(files.Count, What, options.Progress, Buffer, (i, pixels) => _problems[i] = Problem(i, pixels), cancellation);
        return new KeptPictures(files, _problems, $"{Large}{why}. They are decoded each time that they are wanted, which takes longer.");
    }

    private KeptPictures Cached(PictureCache cache, string path) =>
        new(new CachedImages(files, cache), _problems, $"{Large}: they are kept in {path}, for later runs too.");

    private KeptPictures Known(PictureCache cache, string path)
    {
        byte[] pixels = Buffer();
        for (int i = 0; i < files.Count; i++)
            _problems[i] = cache.Has(i) ? null : Problem(i, pixels);
        return Cached(cache, path);
    }

    private PictureCache Made(string path)
    {
        Directory.CreateDirectory(options.Cache!);
        if (new DriveInfo(Path.GetFullPath(options.Cache!)).AvailableFreeSpace - SpareDisk < Bytes)
            throw new IOException($"the disk has too little room for {Bytes / MemoryBudget.Megabyte:N0} MB");
        using (PictureCacheWriter writer = new(path, files.Count))
        {
            ParallelWork.For(files.Count, What, options.Progress, Buffer, Write, cancellation);
            writer.Finish();

            void Write(int i, byte[] pixels)
            {
                _problems[i] = Problem(i, pixels);
                if (_problems[i] is null)
                    writer.Write(i, files.Shape, pixels);
            }
        }
        return PictureCache.Open(path, files.Count) ?? throw new IOException("the file is not what was written");
    }

    private byte[] Buffer() => new byte[files.Shape.Bytes];

    private string? Problem(int index, Span<byte> pixels)
    {
        try
        {
            files.Read(index, pixels);
            return null;
        }
        catch (DbdException e)
        {
            return e.Message;
        }
    }
}
