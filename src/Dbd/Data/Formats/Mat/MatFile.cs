using System.IO.Compression;

using Dbd.Serialization;

namespace Dbd.Data.Formats.Mat;

/// <summary>Reads numeric variables from MATLAB files of version 5, with which <c>save -v6</c> and <c>-v7</c> and SciPy write.</summary>
/// <remarks>MathWorks, "MAT-File Format", chapter 1.</remarks>
internal static class MatFile
{
    private const int HeaderLength = 128;
    private const int VersionAt = 124;

    // Deflate cannot pack tighter than 1032 to 1.
    private const long MostPacked = 1040;

    // The header of a variable, without its elements, and what a file has beside the few that are wanted.
    private const int MostVariables = 1000;

    /// <summary>Reads some variables.</summary>
    /// <param name="path">The file.</param>
    /// <param name="names">Which.</param>
    /// <returns>In the order of the names.</returns>
    /// <exception cref="DbdException">The file or a variable is missing, or is not what it should be; the message names it.</exception>
    public static MatArray[] Read(string path, params IReadOnlyList<string> names) =>
        DamagedDataException.Naming(path, "a MATLAB file of version 5", () =>
        {
            using FileStream file = File.OpenRead(path);
            try
            {
                CheckHeader(file);
                Dictionary<string, MatArray> found = Variables(file, names);
                return names.Select(n => found.GetValueOrDefault(n)
                    ?? throw new DamagedDataException($"it has no variable '{n}'.")).ToArray();
            }
            catch (EndOfStreamException e)
            {
                throw new DamagedDataException("it ends early.", e);
            }
            catch (InvalidDataException e)
            {
                throw new DamagedDataException($"its compressed data are damaged: {e.Message}", e);
            }
        });

    private static void CheckHeader(FileStream file)
    {
        byte[] header = new byte[HeaderLength];
        file.ReadExactly(header);
        if (header.AsSpan().StartsWith("MATLAB 7.3"u8))
            throw new DamagedDataException("it is of version 7.3, which is HDF5. Save it anew: save('file.mat', '-v7').");
        if (header.AsSpan(VersionAt) is not [0, 1, (byte)'I', (byte)'M'])
            throw new DamagedDataException("it does not start as a little-endian one does.");
    }

    private static Dictionary<string, MatArray> Variables(FileStream file, IReadOnlyList<string> names)
    {
        Dictionary<string, MatArray> found = new(StringComparer.Ordinal);
        for (int n = 0; n < MostVariables && found.Count < names.Count && file.Position < file.Length; n++)
        {
            MatTag tag = MatTag.Read(file);
            long end = file.Position + (tag.Content is null ? tag.Bytes : 0);
            if (end > file.Length)
                throw new DamagedDataException("it ends early.");
            if (Variable(file, tag, names) is { } variable)
                found.TryAdd(variable.Name, variable.Array);
            // Compressed variables are not padded.
            file.Position = tag.Type == MatType.Compressed ? end : end + MatTag.Padding(tag.Bytes);
        }
        return found;
    }

    private static (string Name, MatArray Array)? Variable(FileStream file, MatTag tag, IReadOnlyList<string> names)
    {
        if (tag.Type == MatType.Matrix)
            return new MatVariableReader(file, tag.Bytes).Read(names);
        if (tag.Type != MatType.Compressed)
            return null;
        using ZLibStream unpacked = new(file, CompressionMode.Decompress, leaveOpen: true);
        MatTag inner = MatTag.Read(unpacked);
        return inner.Type == MatType.Matrix ? new MatVariableReader(unpacked, MostPacked * tag.Bytes).Read(names) : null;
    }
}
