using System.Buffers.Binary;
using System.Text.Json;

using Dbd.Serialization.Pickling;

using Microsoft.Win32.SafeHandles;

namespace Dbd.Serialization.Torch;

/// <summary>Files of the library safetensors: named tensors and a few texts, and nothing that could be run. Both ways.</summary>
/// <remarks>https://github.com/huggingface/safetensors: eight bytes of length, a header in JSON, then the tensors' bytes without a
/// gap.</remarks>
internal static class SafeTensorsFile
{
    /// <summary>How the names of such files end.</summary>
    public const string Extension = ".safetensors";

    private const int LengthBytes = sizeof(long);

    // As the library's own limit.
    private const long LongestHeader = 100_000_000;

    /// <summary>Whether a file is one of these, by its name.</summary>
    public static bool IsOne(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a file.</summary>
    /// <returns>The tensors, in the order of their bytes; the texts beside them.</returns>
    /// <exception cref="DbdException">The file is missing, damaged or hostile.</exception>
    public static (PyDict Tensors, IReadOnlyDictionary<string, string> Texts) Read(string path) =>
        DamagedDataException.Naming(path, "a safetensors file", () =>
        {
            using SafeFileHandle file = File.OpenHandle(path);
            long length = RandomAccess.GetLength(file);
            long header = length >= LengthBytes ? BinaryPrimitives.ReadInt64LittleEndian(Bytes(file, 0, LengthBytes)) : -1;
            if (header < 2 || header > Math.Min(LongestHeader, length - LengthBytes))
                throw new DamagedDataException($"its header should have {header} bytes, and the file has {length}.");
            SafeTensorsHeader read = SafeTensorsHeader.Parse(Bytes(file, LengthBytes, header), length - LengthBytes - header);
            PyDict tensors = new(PyDictKind.Ordered);
            foreach (SafeTensor tensor in read.Tensors)
                tensors[tensor.Name] = new TensorData(
                    tensor.Type, tensor.Shape, Bytes(file, LengthBytes + header + tensor.Begin, tensor.End - tensor.Begin));
            return (tensors, read.Texts);
        });

    /// <summary>Writes a file safely (see <see cref="AtomicFile"/>): the widest elements first, so that all lie at multiples of their
    /// size.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Names and tensors.</param>
    /// <param name="texts">What else to tell.</param>
    /// <exception cref="DbdException">The file cannot be written.</exception>
    public static void Write(
        string path, IEnumerable<KeyValuePair<string, TensorData>> tensors, IReadOnlyDictionary<string, string> texts)
    {
        KeyValuePair<string, TensorData>[] ordered = [.. tensors.OrderByDescending(t => t.Value.Type.Size())];
        Dictionary<string, object> header = new() { [SafeTensorsHeader.Metadata] = texts };
        long at = 0;
        foreach ((string name, TensorData tensor) in ordered)
        {
            header.Add(name, SafeTensorsHeader.Entry(tensor, at));
            at += tensor.Bytes.Length;
        }
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header);
        int padding = -json.Length & (LengthBytes - 1);
        AtomicFile.Write(path, stream =>
        {
            byte[] length = new byte[LengthBytes];
            BinaryPrimitives.WriteInt64LittleEndian(length, json.Length + padding);
            stream.Write(length);
            stream.Write(json);
            stream.Write([.. Enumerable.Repeat((byte)' ', padding)]);
            foreach ((_, TensorData tensor) in ordered)
                stream.Write(tensor.Bytes);
        });
    }

    private static byte[] Bytes(SafeFileHandle file, long offset, long count)
    {
        byte[] bytes = count <= Array.MaxLength
            ? new byte[count]
            : throw new DamagedDataException($"a tensor has {count} bytes; at most {Array.MaxLength} are read.");
        for (int read = 0; read < bytes.Length;)
        {
            int more = RandomAccess.Read(file, bytes.AsSpan(read), offset + read);
            read += more > 0 ? more : throw new DamagedDataException("it is cut off.");
        }
        return bytes;
    }
}
