using System.Runtime.InteropServices;

using Dbd.Imaging;

namespace Dbd.Data.Storage;

/// <summary>Where a picture lies in a <see cref="PictureCache"/>; all zero if it cannot be decoded.</summary>
/// <param name="Offset">Of its first byte, from the beginning of the file.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Sum">Checksum of its bytes.</param>
/// <param name="Reduced">1 where it is smaller than its file says; else 0.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct CacheEntry(long Offset, int Height, int Width, uint Sum, int Reduced)
{
    public bool IsBroken => Height == 0;

    /// <summary>The picture's size, where it is not broken.</summary>
    public ImageShape Shape => new(Height, Width);

    public long Bytes => (long)Height * Width * ImageShape.Channels;

    /// <summary>Whether it lies where a file of some length has pictures.</summary>
    public bool IsWithin(long first, long end) => this == default
        || (Height > 0 && Width > 0 && Bytes <= Array.MaxLength && Offset >= first && Offset <= end - Bytes);
}
