using System.Text;

namespace Dbd.Configuration;

/// <summary>Reads the text of a configuration file.</summary>
internal static class YamlFile
{
    private const int MaxBytes = 1 << 20;

    /// <summary>Reads UTF-8 text.</summary>
    /// <exception cref="ConfigException">The file cannot be read, is over 1 MiB, or is not UTF-8.</exception>
    public static string ReadText(string path)
    {
        byte[] bytes = ReadBytes(path);
        if (Utf8Text.FaultIn(new MemoryStream(bytes)) is { } fault)
            throw new ConfigException(new ConfigLocation(path, fault.Line, ""), fault.Problem, "Save it as UTF-8.");
        ReadOnlySpan<byte> content = bytes;
        return Encoding.UTF8.GetString(content.StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content);
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            // One byte more tells a larger file, also where the length is not known (a pipe).
            byte[] buffer = new byte[MaxBytes + 1];
            int count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return count <= MaxBytes
                ? buffer[..count]
                : throw Error(path, "The file is larger than 1 MiB.", "A configuration is a few dozen lines: is this the file you meant?");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Error(path, "There is no such file.", "Check the path; it counts from the folder that the command runs in.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            bool isFolder = Directory.Exists(path);
            throw Error(
                path,
                isFolder ? "This is a folder." : "The file may not be read.",
                isFolder ? "Name a file in it." : "Check its permissions.",
                e);
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            throw Error(path, $"The file cannot be read: {e.Message}", "Check the path.", e);
        }
    }

    private static ConfigException Error(string path, string problem, string advice, Exception? inner = null) =>
        new(new ConfigLocation(path, 0, ""), problem, advice, inner);
}
