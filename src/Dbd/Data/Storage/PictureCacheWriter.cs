using System.Runtime.InteropServices;

using Dbd.Imaging;

using Microsoft.Win32.SafeHandles;

namespace Dbd.Data.Storage;

/// <summary>Makes a <see cref="PictureCache"/>, beside its place until it is whole: there is never half a file, and of two processes that
/// make the same one, the later replaces it by its equal.</summary>
internal sealed class PictureCacheWriter : IDisposable
{
    /// <summary>How the name of an unfinished file ends.</summary>
    public const string Unfinished = ".unfinished";

    private readonly string _unfinished;
    private readonly SafeFileHandle _file;
    private readonly CacheEntry[] _entries;
    private long _end = PictureCache.HeaderBytes;

    /// <summary>Begins a file, and makes the folder if needed.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public PictureCacheWriter(string folder, int count)
    {
        Directory.CreateDirectory(folder);
        RemoveLeftOver(folder);
        _unfinished = Path.Combine(folder, $"new{PictureCache.Extension}.{Guid.NewGuid():N}{Unfinished}");
        _file = File.OpenHandle(_unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        _entries = new CacheEntry[count];
    }

    /// <summary>Adds a picture; several threads may, each others.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="isWhole">Whether it is as large as its file says.</param>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Write(int index, PixelBuffer picture, bool isWhole)
    {
        ReadOnlySpan<byte> pixels = picture.Pixels;
        long offset = Interlocked.Add(ref _end, pixels.Length) - pixels.Length;
        RandomAccess.Write(_file, pixels, offset);
        _entries[index] = new CacheEntry(
            offset, picture.Shape.Height, picture.Shape.Width, Checksum.Of(pixels), isWhole ? 0 : 1);
    }

    /// <summary>Puts the file into its place; pictures that were not added are broken ones.</summary>
    /// <param name="path">Its place, in the folder.</param>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Finish(string path)
    {
        RandomAccess.Write(_file, MemoryMarshal.AsBytes<CacheEntry>(_entries), _end);
        byte[] header = [.. PictureCache.Mark, .. BitConverter.GetBytes((long)_entries.Length), .. BitConverter.GetBytes(_end)];
        RandomAccess.Write(_file, header, 0);
        // Not flushed to the disk, which takes minutes for gigabytes: where a power failure leaves holes, checksums tell.
        _file.Dispose();
        File.Move(_unfinished, path, overwrite: true);
    }

    /// <summary>Removes what is not finished.</summary>
    public void Dispose()
    {
        _file.Dispose();
        File.Delete(_unfinished);
    }

    // Of a process that was killed: who is still at work has the file for itself.
    private static void RemoveLeftOver(string folder)
    {
        foreach (string other in Directory.EnumerateFiles(folder, $"*{PictureCache.Extension}.*{Unfinished}"))
        {
            try
            {
                using (File.OpenHandle(other, access: FileAccess.ReadWrite, share: FileShare.None))
                {
                }
                File.Delete(other);
            }
            catch (IOException)
            {
                continue;
            }
        }
    }
}
