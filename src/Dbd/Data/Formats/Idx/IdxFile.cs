using System.Buffers.Binary;
using System.IO.Compression;

using Dbd.Serialization;

namespace Dbd.Data.Formats.Idx;

/// <summary>One array of bytes in MNIST's IDX format, plain or gzipped.</summary>
/// <param name="Sizes">Length of each axis.</param>
/// <param name="Bytes">The elements, the last axis running fastest.</param>
/// <remarks>LeCun, Cortes, Burges, "The MNIST database", http://yann.lecun.com/exdb/mnist.</remarks>
internal sealed record IdxFile(int[] Sizes, byte[] Bytes)
{
    private const byte UnsignedByte = 0x08;
    private const int MostAxes = 4;

    // Deflate cannot pack tighter than 1032 to 1.
    private const long MostPacked = 1040;

    /// <summary>Reads a file.</summary>
    /// <exception cref="DbdException">It is missing, or is not what it should be; the message names it.</exception>
    public static IdxFile Read(string path) => DamagedDataException.Naming(path, "an IDX file", () =>
    {
        using FileStream file = File.OpenRead(path);
        if (!path.EndsWith(".gz", StringComparison.Ordinal))
            return Read(file, file.Length);
        using GZipStream unpacked = new(file, CompressionMode.Decompress);
        return Read(unpacked, MostPacked * file.Length);
    });

    /// <summary>Reads from a stream.</summary>
    /// <param name="stream">At its beginning.</param>
    /// <param name="most">More bytes than this cannot come, whatever the header says.</param>
    /// <exception cref="DamagedDataException">It is not what it should be.</exception>
    public static IdxFile Read(Stream stream, long most)
    {
        try
        {
            int[] sizes = ReadSizes(stream);
            long count = sizes.Aggregate(1L, (product, size) => Math.Min(product * size, long.MaxValue / int.MaxValue));
            if (count > most || count > Array.MaxLength)
                throw new DamagedDataException($"its header says {Shown(sizes)}, more than it can hold.");
            byte[] bytes = new byte[count];
            stream.ReadExactly(bytes);
            return stream.ReadByte() < 0
                ? new IdxFile(sizes, bytes)
                : throw new DamagedDataException($"its header says {Shown(sizes)}, but more bytes follow.");
        }
        catch (EndOfStreamException e)
        {
            throw new DamagedDataException("it ends early.", e);
        }
        catch (InvalidDataException e)
        {
            throw new DamagedDataException($"its gzip data are damaged: {e.Message}", e);
        }
    }

    /// <summary>Writes a file, safely, not gzipped.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sizes">Length of each axis.</param>
    /// <param name="write">Writes the elements.</param>
    /// <exception cref="DbdException">The file cannot be written.</exception>
    public static void Write(string path, int[] sizes, Action<Stream> write) => AtomicFile.Write(path, stream =>
    {
        stream.Write([0, 0, UnsignedByte, (byte)sizes.Length]);
        byte[] number = new byte[sizeof(int)];
        foreach (int size in sizes)
        {
            BinaryPrimitives.WriteInt32BigEndian(number, size);
            stream.Write(number);
        }
        write(stream);
    });

    private static int[] ReadSizes(Stream stream)
    {
        byte[] head = new byte[sizeof(int)];
        stream.ReadExactly(head);
        if (head is not [0, 0, UnsignedByte, >= 1 and <= MostAxes])
            throw new DamagedDataException(
                $"it starts with {Convert.ToHexString(head)}; IDX files of bytes start with 0000080 and the number of axes, "
                    + $"1 to {MostAxes}.");
        int[] sizes = new int[head[^1]];
        foreach (ref int size in sizes.AsSpan())
        {
            stream.ReadExactly(head);
            size = BinaryPrimitives.ReadInt32BigEndian(head);
            if (size < 1)
                throw new DamagedDataException($"an axis of it has length {size}.");
        }
        return sizes;
    }

    private static string Shown(int[] sizes) => $"[{string.Join(", ", sizes)}]";
}
