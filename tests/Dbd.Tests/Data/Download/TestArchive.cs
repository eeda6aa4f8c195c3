using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

using Dbd.Data.Download;
using Dbd.Tests.Data.Formats.Cifar;

namespace Dbd.Tests.Data.Download;

/// <summary>A small archive of the form of <c>cifar-10-binary.tar.gz</c>, and worse ones.</summary>
internal static class TestArchive
{
    public static byte[] Good { get; } = Of(GoodEntries());

    public static IEnumerable<TarEntry> GoodEntries()
    {
        yield return new PaxTarEntry(TarEntryType.Directory, "cifar-10-batches-bin/");
        foreach (string file in CifarArchive.Binary.Files)
            yield return FileEntry(
                $"cifar-10-batches-bin/{file}",
                file.EndsWith(".bin", StringComparison.Ordinal) ? CifarFiles.Binary(1, 2) : "a\nb\nc\n"u8.ToArray());
        yield return FileEntry("cifar-10-batches-bin/readme.html", "<html/>"u8.ToArray());
    }

    public static PaxTarEntry FileEntry(string name, byte[] content) =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) };

    public static byte[] Of(IEnumerable<TarEntry> entries)
    {
        using MemoryStream stream = new();
        using (GZipStream zipped = new(stream, CompressionLevel.NoCompression))
        using (TarWriter tar = new(zipped, TarEntryFormat.Pax))
        {
            foreach (TarEntry entry in entries)
                tar.WriteEntry(entry);
        }
        return stream.ToArray();
    }

#pragma warning disable CA5351 // MD5 is what is published.
    public static string Md5(byte[] content) => Convert.ToHexStringLower(MD5.HashData(content));
#pragma warning restore CA5351
}
