using Dbd.Serialization;

using Microsoft.Win32.SafeHandles;

namespace Dbd.Data.Formats.Cifar;

/// <summary>A CIFAR file whose pictures stay in it until one is wanted: the system keeps a file that is read often in memory that it can
/// give away.</summary>
internal sealed class CifarFile
{
    private readonly string _path;
    private readonly CifarRecords _records;
    private readonly long _offset;
    private readonly uint[] _sums;

    // Null where the file does not have the records as they are, but a longer way to write them: then those are in memory.
    private readonly SafeFileHandle? _file;

    /// <summary>Takes a file that was just read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="records">What it holds.</param>
    /// <param name="buffer">What it was read into.</param>
    /// <exception cref="DbdException">It cannot be read any more.</exception>
    public CifarFile(string path, CifarRecords records, FileBuffer buffer)
    {
        _path = path;
        _sums = [.. Enumerable.Range(0, records.Count).Select(i => Checksum.Of(records.Planes(i)))];
        _records = records;
        if (buffer.OffsetOf(records.Data) is not { } offset)
            return;
        _file = Reading(() => File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete, options: FileOptions.RandomAccess));
        _offset = offset;
        // The buffer is used again.
        _records = records with { Data = default };
    }

    /// <summary>One a picture.</summary>
    public IReadOnlyList<int> Labels => _records.Labels;

    /// <summary>Reads a picture's planes.</summary>
    /// <exception cref="DbdException">The file has changed since, or cannot be read any more.</exception>
    public void Read(int index, Span<byte> planes)
    {
        if (_file is null)
        {
            _records.Planes(index).CopyTo(planes);
            return;
        }
        int read = 0;
        try
        {
            read = RandomAccess.Read(_file, planes, _offset + _records.Place(index));
        }
        catch (IOException e)
        {
            throw Unreadable(e);
        }
        if (read < planes.Length || Checksum.Of(planes) != _sums[index])
            throw new DbdException($"{_path} was changed while it was in use. Put the right file there, and start again.");
    }

    private T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(e);
        }
    }

    private DbdException Unreadable(Exception e) => new($"{_path} cannot be read any more: {e.Message}", e);
}
