using System.Runtime.InteropServices;

using Dbd.Imaging;

using Microsoft.Win32.SafeHandles;

namespace Dbd.Data.Storage;

/// <summary>Decoded pictures in a file: a header, the pictures in any order, and an index. It is read, not mapped: mapped pages count as
/// the process's own memory, and a mapped file that somebody shortens kills the process.</summary>
internal sealed class PictureCache
{
    /// <summary>How a file's name ends.</summary>
    public const string Extension = ".pictures";

    /// <summary>Bytes before the first picture: the mark, the number of pictures, the index's place.</summary>
    public const int HeaderBytes = 24;

    private static readonly int s_entryBytes = Marshal.SizeOf<CacheEntry>();

    private readonly SafeFileHandle _file;
    private readonly CacheEntry[] _entries;

    private PictureCache(string path, SafeFileHandle file, CacheEntry[] entries) => (Path, _file, _entries) = (path, file, entries);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>What such a file begins with.</summary>
    public static ReadOnlySpan<byte> Mark => "DBDPICS1"u8;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="count">How many pictures it should have.</param>
    /// <returns>Null if it is not there, or not whole.</returns>
    public static PictureCache? Open(string path, int count)
    {
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path, share: FileShare.Read | FileShare.Delete, options: FileOptions.RandomAccess);
            if (Index(file, count) is { } entries)
                return new PictureCache(path, file, entries);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
        file?.Dispose();
        return null;
    }

    /// <summary>Whether a file begins as one does.</summary>
    public static bool IsOne(string path)
    {
        Span<byte> mark = stackalloc byte[Mark.Length];
        try
        {
            using SafeFileHandle file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            return IsRead(file, mark, 0) && mark.SequenceEqual(Mark);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Whether a picture could be decoded.</summary>
    public bool Has(int index) => !_entries[index].IsBroken;

    /// <summary>Whether a picture that it has is as large as its file says.</summary>
    public bool IsWhole(int index) => _entries[index].Reduced == 0;

    /// <summary>The size of a picture that it has.</summary>
    public ImageShape Shape(int index) => _entries[index].Shape;

    /// <summary>Reads a picture that it has.</summary>
    /// <param name="index">From 0.</param>
    /// <param name="pixels">Is filled; as long as the picture's <see cref="Shape"/> has bytes.</param>
    /// <exception cref="DbdException">The file cannot be read any more, or has changed.</exception>
    public void Read(int index, Span<byte> pixels)
    {
        try
        {
            if (IsRead(_file, pixels, _entries[index].Offset) && Checksum.Of(pixels) == _entries[index].Sum)
                return;
        }
        catch (IOException e)
        {
            throw new DbdException($"The cache {Path} cannot be read: {e.Message}", e);
        }
        throw new DbdException(
            $"The cache {Path} is damaged at picture {index}. Delete it, and start again: "
                + $"dbd cache clear {System.IO.Path.GetDirectoryName(Path)}");
    }

    // Everything that a half file, or one that was not made by us, could have wrong.
    private static CacheEntry[]? Index(SafeFileHandle file, int count)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        if (!IsRead(file, header, 0) || !header.StartsWith(Mark) || MemoryMarshal.Read<long>(header[8..]) != count)
            return null;
        long index = MemoryMarshal.Read<long>(header[16..]);
        if (index < HeaderBytes || RandomAccess.GetLength(file) - index != (long)count * s_entryBytes)
            return null;
        CacheEntry[] entries = new CacheEntry[count];
        return IsRead(file, MemoryMarshal.AsBytes(entries.AsSpan()), index) && entries.All(e => e.IsWithin(HeaderBytes, index))
            ? entries
            : null;
    }

    private static bool IsRead(SafeFileHandle file, Span<byte> bytes, long offset)
    {
        for (int done = 0; done < bytes.Length;)
        {
            int read = RandomAccess.Read(file, bytes[done..], offset + done);
            if (read == 0)
                return false;
            done += read;
        }
        return true;
    }
}
