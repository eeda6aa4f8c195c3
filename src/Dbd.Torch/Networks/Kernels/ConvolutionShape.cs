namespace Dbd.Torch.Networks.Kernels;

/// <summary>Sizes of a 3x3 convolution of stride 1 and padding 1, whose results come in tiles of 2x2.</summary>
/// <param name="Batch">Images.</param>
/// <param name="Height">Of an image; even.</param>
/// <param name="Width">Of an image; even.</param>
/// <param name="Inputs">Channels that go in.</param>
/// <param name="Outputs">Channels that come out.</param>
internal readonly record struct ConvolutionShape(int Batch, int Height, int Width, int Inputs, int Outputs)
{
    /// <summary>Tiles of all images.</summary>
    public int Tiles => Batch * TilesOfImage;

    /// <summary>The convolution that takes the gradient of the results to that of the inputs.</summary>
    public ConvolutionShape Transposed => this with { Inputs = Outputs, Outputs = Inputs };

    private int Down => Height / Winograd.Step;

    private int Across => Width / Winograd.Step;

    private int TilesOfImage => Down * Across;

    /// <summary>The tiles that a part of a work does.</summary>
    public (int Begin, int End) TilesOf(int part, int parts) =>
        ((int)((long)Tiles * part / parts), (int)((long)Tiles * (part + 1) / parts));

    /// <summary>The place of a tile's first result among all pixels, and whether the inputs around it are all on the image.</summary>
    /// <param name="tile">The tile, from 0.</param>
    public (long Pixel, int Row, int Column, bool Inside) PlaceOf(int tile)
    {
        (int image, int inImage) = Math.DivRem(tile, TilesOfImage);
        (int down, int across) = Math.DivRem(inImage, Across);
        (int row, int column) = (Winograd.Step * down, Winograd.Step * across);
        bool inside = down > 0 && down < Down - 1 && across > 0 && across < Across - 1;
        return (((long)image * Height + row) * Width + column, row, column, inside);
    }
}
