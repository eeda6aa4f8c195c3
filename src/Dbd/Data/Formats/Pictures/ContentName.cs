using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using Dbd.Imaging;

using SkiaSharp;

namespace Dbd.Data.Formats.Pictures;

/// <summary>A name for decoded pictures that no others have: made of the bytes of their files, and of what decoding depends on.</summary>
/// <param name="pictures">The files; one that cannot be read counts as an empty one.</param>
/// <param name="progress">Is told how far looking at them is.</param>
/// <param name="cancellation">Stops between two.</param>
internal sealed class ContentName(
    IReadOnlyList<ListedPicture> pictures, IProgress<WorkProgress>? progress, CancellationToken cancellation)
{
    // To be raised whenever the same file would give other pixels.
    private const int Decoding = 1;

    private byte[]? _hashes;

    /// <summary>Makes it; the first time reads all files.</summary>
    /// <param name="size">The size that pictures are made.</param>
    /// <returns>Hexadecimal digits.</returns>
    public string For(string size)
    {
        string how = string.Create(
            CultureInfo.InvariantCulture, $"{Decoding} {typeof(SKCodec).Assembly.GetName().Version} {PictureMemory.Limit} {size}");
        return Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(how), .. _hashes ??= Hashes()]));
    }

    private byte[] Hashes()
    {
        const int bytes = SHA256.HashSizeInBytes;
        byte[] hashes = new byte[pictures.Count * bytes];
        ParallelWork.For(
            pictures.Count, "pictures looked at", progress, i => Hash(pictures[i], hashes.AsSpan(i * bytes, bytes)), cancellation);
        return hashes;
    }

    private static void Hash(ListedPicture picture, Span<byte> hash)
    {
        try
        {
            using PictureBytes file = picture.Bytes();
            SHA256.HashData(file.Data.AsSpan(), hash);
        }
        catch (DbdException)
        {
            hash.Clear();
        }
    }
}
