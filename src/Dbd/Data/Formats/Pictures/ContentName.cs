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

    private readonly byte[] _hashes = new byte[pictures.Count * SHA256.HashSizeInBytes];
    private readonly bool[] _isKnown = new bool[pictures.Count];
    private bool _isComplete;

    /// <summary>Takes the bytes of a file that is read anyway; several threads may, each others.</summary>
    /// <param name="index">Which picture.</param>
    /// <param name="file">Its bytes.</param>
    public void Take(int index, ReadOnlySpan<byte> file)
    {
        if (_isKnown[index])
            return;
        SHA256.HashData(file, HashOf(index));
        _isKnown[index] = true;
    }

    /// <summary>Makes it; the first time reads all files whose bytes are not known yet.</summary>
    /// <param name="size">The size that pictures are made.</param>
    /// <returns>Hexadecimal digits.</returns>
    public string For(string size)
    {
        string how = string.Create(
            CultureInfo.InvariantCulture, $"{Decoding} {typeof(SKCodec).Assembly.GetName().Version} {PictureMemory.Limit} {size}");
        if (!_isComplete)
            ParallelWork.For(pictures.Count, "pictures looked at", progress, Look, cancellation);
        _isComplete = true;
        return Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(how), .. _hashes]));
    }

    private Span<byte> HashOf(int index) => _hashes.AsSpan(index * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes);

    private void Look(int index)
    {
        if (_isKnown[index])
            return;
        try
        {
            using PictureBytes file = pictures[index].Bytes();
            Take(index, file.Data.AsSpan());
        }
        catch (DbdException)
        {
            HashOf(index).Clear();
        }
    }
}
