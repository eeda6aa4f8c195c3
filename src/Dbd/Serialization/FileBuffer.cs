using Microsoft.Win32.SafeHandles;

namespace Dbd.Serialization;

/// <summary>Memory that files are read into, one by one: large arrays made anew would stay until the next full collection.</summary>
internal sealed class FileBuffer
{
    private byte[] _bytes = [];

    /// <summary>Where in the last file some of its bytes lie.</summary>
    /// <returns>Null if they are not bytes of the buffer, but a copy.</returns>
    public int? OffsetOf(ReadOnlyMemory<byte> bytes) =>
        new ReadOnlySpan<byte>(_bytes).Overlaps(bytes.Span, out int offset) ? offset : null;

    /// <summary>Reads a whole file.</summary>
    /// <returns>Its bytes, until the next file is read.</returns>
    /// <exception cref="IOException">It cannot be read, or is too large.</exception>
    public ReadOnlyMemory<byte> Read(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        long length = RandomAccess.GetLength(file);
        if (length > Array.MaxLength)
            throw new IOException($"It has {length} bytes, of which {Array.MaxLength} fit into memory.");
        if (_bytes.Length < length)
            _bytes = GC.AllocateUninitializedArray<byte>((int)length);
        int read = 0;
        while (read < length && RandomAccess.Read(file, _bytes.AsSpan(read, (int)length - read), read) is > 0 and int count)
            read += count;
        return _bytes.AsMemory(0, read);
    }
}
