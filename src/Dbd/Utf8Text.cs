using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Dbd;

/// <summary>Where a file stops being UTF-8 text.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Byte">In the line, from 1.</param>
/// <param name="Value">What stands there.</param>
/// <param name="IsUtf16">Whether it is text all the same, of two bytes a character.</param>
internal readonly record struct Utf8Fault(int Line, int Byte, byte Value, bool IsUtf16)
{
    /// <summary>What is wrong, as a sentence.</summary>
    public string Problem => IsUtf16
        ? "The file is not UTF-8 text, but UTF-16."
        : $"The file is not UTF-8 text: byte {Byte} of the line is 0x{Value:X2}.";
}

/// <summary>Refuses text files that are not UTF-8: read all the same, letters that differ would become one and the same sign.</summary>
internal static class Utf8Text
{
    /// <summary>What a person can do.</summary>
    public const string Advice = "Save it as UTF-8 (Excel: \"CSV UTF-8\"; pandas: encoding=\"utf-8\"; or iconv -f CP1252 -t UTF-8).";

    private const int BufferBytes = 1 << 16;
    private const int LongestCharacter = 4;

    private static ReadOnlySpan<byte> Utf16 => [0xFF, 0xFE];

    private static ReadOnlySpan<byte> Utf16BigEndian => [0xFE, 0xFF];

    /// <summary>Reads a file through, and refuses it if it is not UTF-8.</summary>
    /// <exception cref="DbdException">It is not: names file, line and byte.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static void Check(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (FaultIn(file) is { } fault)
            throw new DbdException($"{path}, line {fault.Line}: {fault.Problem} {Advice}");
    }

    /// <summary>The first fault of a text; null if there is none.</summary>
    /// <param name="text">Is read to its end, or to the fault.</param>
    public static Utf8Fault? FaultIn(Stream text)
    {
        byte[] buffer = new byte[BufferBytes];
        int kept = 0;
        (int Line, int Byte) at = (1, 1);
        bool begins = true;
        while (true)
        {
            int read = text.ReadAtLeast(buffer.AsSpan(kept), 1, throwOnEndOfStream: false);
            ReadOnlySpan<byte> bytes = buffer.AsSpan(0, kept + read);
            int good = GoodBytes(bytes);
            bool isUtf16 = begins && (bytes.StartsWith(Utf16) || bytes.StartsWith(Utf16BigEndian));
            at = Behind(at, bytes[..good]);
            if (good < bytes.Length && (read == 0 || !IsCut(bytes[good..])))
                return new Utf8Fault(at.Line, at.Byte, bytes[good], isUtf16 || (bytes[good] == 0 && at.Line == 1 && at.Byte <= 2));
            if (read == 0)
                return null;
            begins = false;
            bytes[good..].CopyTo(buffer);
            kept = bytes.Length - good;
        }
    }

    private static int GoodBytes(ReadOnlySpan<byte> bytes)
    {
        int zero = bytes.IndexOf((byte)0);
        ReadOnlySpan<byte> text = zero < 0 ? bytes : bytes[..zero];
        if (Utf8.IsValid(text))
            return text.Length;
        int good = 0;
        while (Rune.DecodeFromUtf8(text[good..], out _, out int length) == OperationStatus.Done)
            good += length;
        return good;
    }

    // The rest of a character may be still to come.
    private static bool IsCut(ReadOnlySpan<byte> bytes) =>
        bytes.Length < LongestCharacter && Rune.DecodeFromUtf8(bytes, out _, out _) == OperationStatus.NeedMoreData;

    private static (int Line, int Byte) Behind((int Line, int Byte) at, ReadOnlySpan<byte> bytes)
    {
        int lines = bytes.Count((byte)'\n');
        return lines == 0 ? (at.Line, at.Byte + bytes.Length) : (at.Line + lines, bytes.Length - bytes.LastIndexOf((byte)'\n'));
    }
}
