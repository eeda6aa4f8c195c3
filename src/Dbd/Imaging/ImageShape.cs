namespace Dbd.Imaging;

/// <summary>The size of an RGB picture stored row by row, three bytes (R, G, B) a pixel.</summary>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Width">Columns, at least 1.</param>
public readonly record struct ImageShape(int Height, int Width)
{
    /// <summary>Bytes per pixel: red, green, blue.</summary>
    public const int Channels = 3;

    /// <summary>Number of pixels.</summary>
    public int Pixels => Height * Width;

    /// <summary>Number of bytes, three a pixel.</summary>
    public int Bytes => Pixels * Channels;

    /// <summary>Bytes in one row.</summary>
    public int Stride => Width * Channels;

    /// <inheritdoc/>
    public override string ToString() => $"{Height}x{Width}";
}
