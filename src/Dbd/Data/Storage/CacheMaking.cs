using Dbd.Imaging;

namespace Dbd.Data.Storage;

/// <summary>Opens the cache of some pictures, or decodes them all into a new one, on all cores.</summary>
/// <param name="options">The folder, and who is told how far it is.</param>
/// <param name="cancellation">Stops between two pictures.</param>
internal sealed class CacheMaking(ReadingOptions options, CancellationToken cancellation)
{
    // What the rest of the machine needs of a disk.
    private const long SpareDisk = 500 * MemoryBudget.Megabyte;

    private const int LookEvery = 256;

    private string Folder => options.Cache!;

    /// <summary>Opens it, or makes it.</summary>
    /// <param name="name">Its name; where there is no cache at all it is asked for when all pictures were read, which may be what it
    /// needs.</param>
    /// <param name="problems">Is told what is wrong with each picture; null if nothing is.</param>
    /// <param name="bytes">What the pictures take, if that is known; else 0.</param>
    /// <param name="read">Decodes one.</param>
    /// <exception cref="IOException">The file cannot be made: says why.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public PictureCache OpenOrMake(Func<string> name, string?[] problems, long bytes, Func<int, PixelBuffer, bool> read)
    {
        if (HasCaches && PictureCache.Open(PathOf(name()), problems.Length) is { } known)
        {
            PixelBuffer picture = Buffer();
            foreach (int i in Enumerable.Range(0, problems.Length).Where(i => !known.Has(i)))
                (problems[i], _) = Problem(read, i, picture);
            return known;
        }
        Make(name, problems, bytes, read);
        return PictureCache.Open(PathOf(name()), problems.Length) ?? throw new IOException("the file is not what was written");
    }

    /// <summary>Decodes a picture.</summary>
    /// <returns>What is wrong with it, null if nothing is; and whether it is whole.</returns>
    public static (string? Problem, bool IsWhole) Problem(Func<int, PixelBuffer, bool> read, int index, PixelBuffer picture)
    {
        try
        {
            return (null, read(index, picture));
        }
        catch (DbdException e)
        {
            return (e.Message, true);
        }
    }

    /// <summary>What each thread decodes into.</summary>
    public static PixelBuffer Buffer() => new(new ImageShape(1, 1));

    private bool HasCaches => Directory.Exists(Folder) && Directory.EnumerateFiles(Folder, $"*{PictureCache.Extension}").Any();

    private string PathOf(string name) => Path.Combine(Folder, name + PictureCache.Extension);

    private void Make(Func<string> name, string?[] problems, long bytes, Func<int, PixelBuffer, bool> read)
    {
        Directory.CreateDirectory(Folder);
        CheckRoom(bytes);
        using PictureCacheWriter writer = new(Folder, problems.Length);
        ParallelWork.For(problems.Length, PictureKeeping.What, options.Progress, Buffer, Write, cancellation);
        string path = PathOf(name());
        try
        {
            writer.Finish(path);
        }
        catch (UnauthorizedAccessException) when (File.Exists(path))
        {
            // Another process was first and reads it, which on Windows keeps it in its place: it is the same.
        }

        void Write(int i, PixelBuffer picture)
        {
            (problems[i], bool isWhole) = Problem(read, i, picture);
            if (problems[i] is null)
                writer.Write(i, picture, isWhole);
            if (i % LookEvery == 0)
                CheckRoom(0);
        }
    }

    private void CheckRoom(long bytes)
    {
        if (new DriveInfo(Path.GetFullPath(Folder)).AvailableFreeSpace - SpareDisk < bytes)
            throw new IOException($"the disk would have less than {SpareDisk / MemoryBudget.Megabyte} MB left");
    }
}
