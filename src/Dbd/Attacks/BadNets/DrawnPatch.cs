using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;
using Dbd.Imaging;

namespace Dbd.Attacks.BadNets;

/// <summary>What is in the square.</summary>
internal enum PatchKind
{
    /// <summary>White.</summary>
    White,

    /// <summary>BackdoorBench's checkerboard of 255 and 1: zero would not be part of the trigger.</summary>
    Grid,

    /// <summary>backdoor-toolbox's, 3 x 3, black and white: its diagonal and its lower right corner are white.</summary>
    Toolbox,
}

/// <summary>A square that is drawn (<c>patch</c>).</summary>
internal sealed record DrawnPatch : IValidated
{
    private const int ToolboxSide = 3;

    /// <summary>What is in it.</summary>
    public PatchKind Kind { get; init; } = PatchKind.White;

    /// <summary>Its side, in pixels, at least 1.</summary>
    [Range(1, 4096)]
    public int Square { get; init; } = 3;

    /// <summary>Pixels between it and the picture's right edge.</summary>
    [Range(0, 4096)]
    public int DistanceRight { get; init; }

    /// <summary>Pixels between it and the picture's lower edge.</summary>
    [Range(0, 4096)]
    public int DistanceBottom { get; init; }

    void IValidated.Validate()
    {
        if (Kind == PatchKind.Toolbox && Square != ToolboxSide)
            throw new ConfigException(
                "square", $"The toolbox's pattern has a side of {ToolboxSide}.", $"Use {ToolboxSide}, or another kind.");
    }

    /// <summary>Draws it into a black picture.</summary>
    /// <exception cref="ConfigException">It does not fit.</exception>
    public Patch On(ImageShape shape)
    {
        (int top, int left) = (shape.Height - DistanceBottom - Square, shape.Width - DistanceRight - Square);
        if (top < 0 || left < 0)
            throw new ConfigException(
                "patch.square",
                $"A square of {Square} pixels, {DistanceRight} from the right and {DistanceBottom} from below, does not fit {shape}.",
                "Choose a smaller one, or smaller distances.");
        PixelBuffer picture = new(shape);
        float[] mask = new float[shape.Pixels];
        for (int i = 0; i < Square; i++)
        {
            for (int j = 0; j < Square; j++)
            {
                int pixel = (top + i) * shape.Width + left + j;
                mask[pixel] = 1;
                picture.Pixels.Slice(pixel * ImageShape.Channels, ImageShape.Channels).Fill(Level(i, j));
            }
        }
        return new Patch(picture, mask);
    }

    private byte Level(int row, int column) => Kind switch
    {
        PatchKind.Grid when (row + column) % 2 == 1 => 1,
        PatchKind.Toolbox when (row + column) % 2 == 1 || (row, column) == (0, 0) => 0,
        _ => byte.MaxValue,
    };
}
