using Dbd.Configuration;
using Dbd.Imaging;

namespace Dbd.Augmentation;

/// <summary>A size as configurations write it: <c>32</c>, or <c>[height, width]</c>.</summary>
/// <param name="Height">Rows, or the only number given.</param>
/// <param name="Width">Columns; null if only one number was given.</param>
public readonly record struct SizeOption(int Height, int? Width = null)
{
    private const int Largest = 4096;

    /// <summary>The size where one number stands for a square.</summary>
    public ImageShape Square => new(Height, Width ?? Height);

    /// <summary>The size where one number stands for the shorter side and the aspect ratio is kept.</summary>
    /// <param name="input">The picture to be resized.</param>
    /// <remarks>torchvision 0.14's <c>Resize</c>; the longer side is rounded down.</remarks>
    public ImageShape ShorterSide(ImageShape input)
    {
        if (Width is { } width)
            return new ImageShape(Height, width);
        return input.Height <= input.Width
            ? new ImageShape(Height, Longer(input.Width, input.Height))
            : new ImageShape(Longer(input.Height, input.Width), Height);
    }

    /// <summary>Makes the size from the numbers in a configuration.</summary>
    /// <param name="values">One or two numbers, each from 1 to 4,096.</param>
    /// <exception cref="ConfigException">There are more or fewer numbers, or one is out of bounds.</exception>
    public static SizeOption FromConfig(IReadOnlyList<int> values)
    {
        if (values.Count is not (1 or 2) || values.Any(v => v is < 1 or > Largest))
            throw new ConfigException(
                "", $"[{string.Join(", ", values)}] is no size.", $"Write one number, or [height, width], each from 1 to {Largest}.");
        return new SizeOption(values[0], values.Count == 2 ? values[1] : null);
    }

    private int Longer(int longer, int shorter) => (int)((long)Height * longer / shorter);
}
