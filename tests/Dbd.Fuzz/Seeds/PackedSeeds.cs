using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

using Dbd.Data;
using Dbd.Data.Formats.HuggingFace;
using Dbd.Data.Formats.Npz;
using Dbd.Data.Synthesis;
using Dbd.Serialization;

namespace Dbd.Fuzz.Seeds;

/// <summary>Files with pictures and labels in them.</summary>
internal static class PackedSeeds
{
    private const int Block = 512;
    private const int ChecksumAt = 148;
    private const int ChecksumLength = 8;
    private const int MagicAt = 257;

    private static readonly IImageSource s_data = Synthetic.Generate(seed: 1, SyntheticSplit.Train, 20);

    public static byte[] Parquet { get; } =
        DataSeeds.Written("x", path => HubWriter.WriteParquet(path, s_data, null, CancellationToken.None));

    public static byte[] Arrow { get; } = DataSeeds.Written("x", path => HubWriter.WriteArrow(path, s_data, null, CancellationToken.None));

    public static byte[] Npz { get; } = DataSeeds.Written(
        NpzWriter.FileName, path => NpzWriter.Write(Path.GetDirectoryName(path)!, "train", s_data, CancellationToken.None));

    /// <summary>Arrays of labels, whatever they are.</summary>
    public static IReadOnlyList<byte[]> Labels { get; } =
    [
        Array("<U1", "a\0\0\0b\0\0\0a\0\0\0b\0\0\0"u8), Array("|S2", "a\0bca\0bc"u8), Array("|u1", [0, 1, 0, 1]),
        Array(">i4", new byte[16]), Array("<i8", new byte[32]), Array("<f8", new byte[32]),
    ];

    public static byte[] Tar(TarEntryFormat format)
    {
        using MemoryStream stream = new();
        using (TarWriter tar = new(stream, format, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in Files())
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, name),
                    TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
                    _ => new UstarTarEntry(TarEntryType.RegularFile, name),
                };
                entry.DataStream = new MemoryStream(content);
                tar.WriteEntry(entry);
            }
        }
        return stream.ToArray();
    }

    /// <summary>A tar file whose headers have the checksums that they should have.</summary>
    public static byte[] WithChecksums(byte[] tar)
    {
        byte[] right = [.. tar];
        for (int at = 0; at + Block <= right.Length; at += Block)
        {
            Span<byte> header = right.AsSpan(at, Block);
            if (!header[MagicAt..].StartsWith("ustar"u8))
                continue;
            header.Slice(ChecksumAt, ChecksumLength).Fill((byte)' ');
            int sum = 0;
            foreach (byte value in header)
                sum += value;
            Encoding.ASCII.GetBytes($"{Convert.ToString(sum, 8).PadLeft(6, '0')}\0 ").CopyTo(header[ChecksumAt..]);
        }
        return right;
    }

    /// <summary>Labels, damaged or not, beside pictures.</summary>
    public static byte[] Beside(byte[] labels)
    {
        using MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (Stream images = zip.CreateEntry("images.npy").Open())
                Npy.Write(images, TensorData.From<byte>(new byte[64], 4, 4, 4));
            using Stream entry = zip.CreateEntry("labels.npy").Open();
            entry.Write(labels);
        }
        return stream.ToArray();
    }

    private static IEnumerable<(string Name, byte[] Content)> Files()
    {
        string deep = string.Concat(Enumerable.Repeat("a/", 40));
        for (int i = 0; i < 4; i++)
        {
            yield return ($"{deep}{i}.png", PictureSeeds.Png[0]);
            yield return ($"{deep}{i}.cls", [(byte)('0' + i % 2)]);
            yield return ($"{deep}{i}.json", "{\"label\": 1}"u8.ToArray());
        }
    }

    private static byte[] Array(string type, ReadOnlySpan<byte> elements)
    {
        byte[] header = Encoding.Latin1.GetBytes($"{{'descr': '{type}', 'fortran_order': False, 'shape': (4,), }}".PadRight(117) + "\n");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header, .. elements];
    }
}
