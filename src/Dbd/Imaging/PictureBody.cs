using System.Buffers;

using Microsoft.Win32.SafeHandles;

using SkiaSharp;

namespace Dbd.Imaging;

/// <summary>The bytes of a picture that is no file of its own: they are a part of a larger file, or in memory. Any thread may read
/// them.</summary>
internal abstract class PictureBody
{
    /// <summary>How many.</summary>
    public abstract long Length { get; }

    /// <summary>Copies them to where pictures are unpacked from.</summary>
    /// <exception cref="IOException">They cannot be read any more.</exception>
    public abstract SKData Read();

    /// <summary>Bytes in memory.</summary>
    /// <param name="bytes">They must not change.</param>
    public static PictureBody Of(ReadOnlyMemory<byte> bytes) => new Held(bytes);

    /// <summary>A part of a file, which is read anew at every reading.</summary>
    /// <param name="file">The file.</param>
    /// <param name="offset">Where the part begins; it lies within the file.</param>
    /// <param name="length">How long it is.</param>
    public static PictureBody PartOf(string file, long offset, long length) => new Part(file, offset, length);

    private static SKData Copy(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? SKData.Empty : SKData.CreateCopy(bytes);

    private sealed class Held(ReadOnlyMemory<byte> bytes) : PictureBody
    {
        public override long Length => bytes.Length;

        public override SKData Read() => Copy(bytes.Span);
    }

    private sealed class Part(string file, long offset, long length) : PictureBody
    {
        public override long Length => length;

        public override SKData Read()
        {
            using SafeFileHandle handle = File.OpenHandle(file);
            byte[] bytes = ArrayPool<byte>.Shared.Rent((int)length);
            try
            {
                Span<byte> part = bytes.AsSpan(0, (int)length);
                int read = 0;
                while (read < length && RandomAccess.Read(handle, part[read..], offset + read) is > 0 and int count)
                    read += count;
                return read == length ? Copy(part) : throw new IOException($"{file} ends early.");
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(bytes);
            }
        }
    }
}
