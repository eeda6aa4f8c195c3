using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace Dbd.Data.Formats.HuggingFace;

/// <summary>A file as memory: it is read where somebody looks, and a piece of it tells where in the file it lies.</summary>
internal sealed unsafe class MappedFile : MemoryManager<byte>
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _begin;
    private readonly int _length;

    /// <summary>Maps a file.</summary>
    /// <exception cref="IOException">It is missing or unreadable, or over 2 GB.</exception>
    public MappedFile(string path)
    {
        long length = new FileInfo(path).Length;
        if (length > Array.MaxLength)
            throw new IOException(
                $"It has {length} bytes; files up to {Array.MaxLength / 1e9:0.0} GB are read. Cut the data into more files.");
        if (length == 0)
            throw new IOException("It is empty.");
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, mapName: null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _begin);
        _length = (int)length;
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan() => new(_begin, _length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(_begin + elementIndex);

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
