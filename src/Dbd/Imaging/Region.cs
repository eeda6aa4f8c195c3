namespace Dbd.Imaging;

/// <summary>A rectangle of pixels.</summary>
/// <param name="Top">First row, from 0.</param>
/// <param name="Left">First column, from 0.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="Width">Columns, at least 1.</param>
public readonly record struct Region(int Top, int Left, int Height, int Width)
{
    /// <summary>The size of the picture that the rectangle cuts out.</summary>
    public ImageShape Shape => new(Height, Width);

    /// <summary>Whether the whole rectangle lies within a picture.</summary>
    /// <param name="shape">The picture's size.</param>
    public bool IsWithin(ImageShape shape) =>
        Top >= 0 && Left >= 0 && Height >= 1 && Width >= 1 && Top <= shape.Height - Height && Left <= shape.Width - Width;

    /// <summary>What two rectangles have in common; null if that is nothing.</summary>
    internal Region? Intersection(Region other)
    {
        int top = Math.Max(Top, other.Top);
        int left = Math.Max(Left, other.Left);
        int height = Math.Min(Top + Height, other.Top + other.Height) - top;
        int width = Math.Min(Left + Width, other.Left + other.Width) - left;
        return height > 0 && width > 0 ? new Region(top, left, height, width) : null;
    }

    /// <summary>The same rectangle, its place counted from another one's corner.</summary>
    internal Region From(Region other) => this with { Top = Top - other.Top, Left = Left - other.Left };

    internal void ThrowIfOutside(ImageShape shape)
    {
        if (!IsWithin(shape))
            throw new ArgumentOutOfRangeException(nameof(shape), $"{this} reaches outside a {shape} picture.");
    }
}
