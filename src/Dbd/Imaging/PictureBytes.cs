using SkiaSharp;

namespace Dbd.Imaging;

/// <summary>The bytes of a picture file, outside of the garbage collector's memory, so that they go back at once.</summary>
internal sealed class PictureBytes : IDisposable
{
    private readonly IDisposable _room;

    private PictureBytes(SKData data, IDisposable room) => (Data, _room) = (data, room);

    public SKData Data { get; }

    /// <summary>Reads a file, as soon as <see cref="PictureMemory.Files"/> has room for it.</summary>
    /// <exception cref="DbdException">It is missing, unreadable, or too large; the message names it.</exception>
    public static PictureBytes Read(string path)
    {
        try
        {
            FileInfo file = new(path);
            // Of a link, its own length would say nothing.
            if (file.Exists && file.Attributes.HasFlag(FileAttributes.ReparsePoint))
                file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            long length = file.Length;
            return Read(path, length, () => Bytes(path, length));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DbdException($"The picture {path} does not exist.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }
    }

    /// <summary>Reads a picture that is no file of its own, likewise.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="body">Its bytes.</param>
    /// <exception cref="DbdException">It is unreadable, or too large; the message names it.</exception>
    public static PictureBytes Read(string name, PictureBody body)
    {
        try
        {
            return Read(name, body.Length, body.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(name, e);
        }
    }

    public void Dispose()
    {
        Data.Dispose();
        _room.Dispose();
    }

    private static PictureBytes Read(string name, long length, Func<SKData> read)
    {
        if (length > PictureFile.MaxBytes)
            throw new DbdException($"{name} has {length} bytes, more than the {PictureFile.MaxBytes} allowed; use a smaller picture.");
        IDisposable room = PictureMemory.Files.Enter(length);
        try
        {
            return new PictureBytes(read(), room);
        }
        catch
        {
            room.Dispose();
            throw;
        }
    }

    private static DbdException Unreadable(string name, Exception e) => new($"The picture {name} cannot be read: {e.Message}", e);

    private static SKData Bytes(string path, long length)
    {
        // An empty file is not opened: it may be a pipe, which would wait for ever.
        if (length == 0)
            return SKData.Empty;
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return SKData.Create(file, length) ?? throw new IOException("it ends early.");
    }
}
