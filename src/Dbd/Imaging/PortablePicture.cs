using System.Buffers;
using System.Buffers.Binary;

namespace Dbd.Imaging;

/// <summary>A PPM or PGM file. Other depths than 8 bits become 8 bits as PIL makes them: a share of white, rounded to even.</summary>
internal sealed class PortablePicture : EncodedPicture
{
    private readonly string _path;
    private readonly PictureBytes _file;
    private readonly PortableHeader _header;
    private readonly byte[] _levels;

    // Where the next sample is.
    private int _at;

    private PortablePicture(string path, PictureBytes file, PortableHeader header)
    {
        (_path, _file, _header) = (path, file, header);
        _levels = new byte[header.Most + 1];
        for (int sample = 0; sample < _levels.Length; sample++)
            _levels[sample] = (byte)Math.Round(sample / (double)header.Most * byte.MaxValue);
    }

    // Strips come straight from the file.
    private long Needed => PictureMemory.OfRow(Shape);

    private ReadOnlySpan<byte> File => _file.Data.AsSpan();

    private DbdException Damaged(string what) => new($"The picture {_path} is damaged ({what}); replace the file.");

    /// <summary>Looks at a file's header; the file belongs to the picture unless this throws.</summary>
    /// <exception cref="DbdException">It is damaged, or too large; the message names it.</exception>
    public static PortablePicture Of(string path, PictureBytes file)
    {
        ReadOnlySpan<byte> bytes = file.Data.AsSpan();
        PortableHeader header = PortableHeader.Read(bytes)
            ?? throw new DbdException($"The picture {path} is damaged (its header); replace the file.");
        CheckPixels(path, header.Shape);
        if (header.FewestBytes > bytes.Length - header.Length)
            throw new DbdException(
                $"The picture {path} is damaged (its header says {header.Shape} pixels, but it ends early); replace the file.");
        PortablePicture picture = new(path, file, header) { Shape = header.Shape };
        PictureMemory.Check(path, picture.Shape, header.Channels == 1 ? "PGM" : "PPM", picture.Needed);
        return picture;
    }

    /// <inheritdoc/>
    public override void Unpack(StripTaker take, long more)
    {
        using IDisposable room = PictureMemory.Pictures.Enter(Needed + more);
        byte[] strip = ArrayPool<byte>.Shared.Rent(StripRows * RowBytes);
        try
        {
            _at = _header.Length;
            for (int top = 0; top < Shape.Height; top += StripRows)
            {
                Span<byte> rows = strip.AsSpan(0, Math.Min(StripRows, Shape.Height - top) * RowBytes);
                Fill(rows);
                take(top, rows);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(strip);
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => _file.Dispose();

    private void Fill(Span<byte> pixels)
    {
        for (; pixels.Length > 0; pixels = pixels[StripChannels..])
        {
            pixels[0] = Level();
            (pixels[1], pixels[2]) = _header.Channels == 1 ? (pixels[0], pixels[0]) : (Level(), Level());
            pixels[3] = byte.MaxValue;
        }
    }

    private byte Level()
    {
        int sample = _header.IsText ? PortableHeader.Number(File, ref _at) : Binary();
        return (uint)sample < (uint)_levels.Length
            ? _levels[sample]
            : throw Damaged(sample < 0 ? "a sample is no number" : $"a sample of {sample} is more than its largest, {_header.Most}");
    }

    private int Binary()
    {
        ReadOnlySpan<byte> rest = File[_at..];
        _at += _header.SampleBytes;
        return _header.SampleBytes == 1 ? rest[0] : BinaryPrimitives.ReadUInt16BigEndian(rest);
    }
}
