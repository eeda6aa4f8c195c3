using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using Dbd.Imaging;

using SkiaSharp;

namespace Dbd.Data.Formats.Pictures;

/// <summary>A name for decoded pictures that no others have: made of the bytes of their files, and of what decoding depends on.</summary>
internal static class ContentName
{
    // To be raised whenever the same file would give other pixels.
    private const int Decoding = 1;

    /// <summary>Makes it, which reads all files.</summary>
    /// <param name="pictures">The files; one that cannot be read counts as an empty one.</param>
    /// <param name="shape">The size that they are made.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Stops between two.</param>
    /// <returns>Hexadecimal digits.</returns>
    public static string Of(
        IReadOnlyList<ListedPicture> pictures, ImageShape shape, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        byte[] hashes = new byte[pictures.Count * SHA256.HashSizeInBytes];
        ParallelWork.For(
            pictures.Count,
            "pictures looked at",
            progress,
            i => Hash(pictures[i].Path, hashes.AsSpan(i * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes)),
            cancellation);
        string how = string.Create(
            CultureInfo.InvariantCulture, $"{Decoding} {typeof(SKCodec).Assembly.GetName().Version} {PictureMemory.Limit} {shape}");
        return Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(how), .. hashes]));
    }

    private static void Hash(string path, Span<byte> hash)
    {
        try
        {
            using PictureBytes file = PictureBytes.Read(path);
            SHA256.HashData(file.Data.AsSpan(), hash);
        }
        catch (DbdException)
        {
            hash.Clear();
        }
    }
}
