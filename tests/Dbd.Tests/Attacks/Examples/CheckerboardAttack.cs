using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;
using Dbd.Imaging;

namespace Dbd.Attacks.Checkerboard;

/// <summary>Options of <see cref="CheckerboardAttack"/>.</summary>
public sealed record CheckerboardOptions
{
    /// <summary>Height and width of the pattern, in pixels.</summary>
    [Range(1, 16)]
    public int Size { get; init; } = 3;
}

/// <summary>A black and white checkerboard in the lower right corner.</summary>
/// <param name="options">Its size.</param>
public sealed class CheckerboardAttack(CheckerboardOptions options) : IAttack
{
    /// <inheritdoc/>
    public void Stamp(Span<byte> image, ImageShape shape, in StampContext context)
    {
        int size = options.Size;
        if (size > Math.Min(shape.Height, shape.Width))
            throw new ConfigException("size", $"A pattern of {size} pixels does not fit a picture of {shape}.", "Choose a smaller one.");
        int left = (shape.Width - size) * ImageShape.Channels;
        for (int y = 0; y < size; y++)
        {
            Span<byte> row = image.Slice((shape.Height - size + y) * shape.Stride + left, size * ImageShape.Channels);
            for (int x = 0; x < size; x++)
                row.Slice(x * ImageShape.Channels, ImageShape.Channels).Fill((x + y) % 2 == 0 ? byte.MaxValue : byte.MinValue);
        }
    }
}
