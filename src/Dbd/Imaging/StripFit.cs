namespace Dbd.Imaging;

/// <summary>Reads a picture file upright and made to fit, with little more than a strip of it in memory: bit for bit as
/// <see cref="Orientation"/> and then <see cref="MiddleFit"/> of the whole.</summary>
internal sealed class StripFit
{
    // For the next picture; but not what one of very long rows needed.
    [ThreadStatic]
    private static PixelBuffer? s_strip;

    private readonly EncodedPicture _file;
    private readonly ImageShape _shape;
    private readonly Region _middle;
    private readonly ResamplingWeights _along;
    private readonly ImageShape _narrowed;
    private readonly byte[] _rows;
    private readonly PixelBuffer _strip;

    // Of a picture that lies on its side, a strip has a part of every row: what its pixels weigh is added up.
    private readonly int[] _sums;

    private StripFit(EncodedPicture file, ImageShape shape)
    {
        (_file, _shape) = (file, shape);
        _middle = MiddleFit.Middle(Upright(new Region(0, 0, file.Shape.Height, file.Shape.Width)).Shape, shape);
        _along = ResamplingWeights.For(_middle.Width, shape.Width, Interpolation.Bilinear);
        _narrowed = new ImageShape(_middle.Height, shape.Width);
        _strip = file.Shape.Width <= EncodedPicture.StripPixels ? s_strip ??= Empty() : Empty();
        _rows = new byte[_narrowed.Bytes];
        _sums = Orientation.IsTurned(file.Exif) ? new int[_narrowed.Bytes] : [];
    }

    /// <summary>Reads a picture.</summary>
    /// <param name="file">The file.</param>
    /// <param name="shape">The size to fit it to.</param>
    /// <param name="target">Becomes the picture; its memory is used again.</param>
    /// <exception cref="DbdException">The file is damaged; the message names it.</exception>
    public static void Read(EncodedPicture file, ImageShape shape, PixelBuffer target)
    {
        if (file.Shape.Pixels > EncodedPicture.StripPixels)
        {
            new StripFit(file, shape).Read(target);
            return;
        }
        WholePicture.Read(file, target, upright: true);
        MiddleFit.Apply(target, shape);
    }

    private void Read(PixelBuffer target)
    {
        _file.Unpack(Take, more: _rows.Length + (long)sizeof(int) * _sums.Length);
        if (_sums.Length > 0)
            ScalarResampling.Round(_sums, _rows);
        ResamplingWeights down = ResamplingWeights.For(_middle.Height, _shape.Height, Interpolation.Bilinear);
        Resampling.Vertical(new PixelView(_rows, _narrowed), down, target.Back(_shape));
        target.Swap(_shape);
    }

    private void Take(int top, ReadOnlySpan<byte> rows)
    {
        Region stored = new(top, 0, rows.Length / EncodedPicture.StripChannels / _file.Shape.Width, _file.Shape.Width);
        Region upright = Upright(stored);
        if (upright.Intersection(_middle) is not { } part)
            return;
        WholePicture.DropAlpha(rows, _strip.Back(stored.Shape));
        _strip.Swap(stored.Shape);
        Orientation.Apply(_strip, _file.Exif);
        PixelView pixels = new(_strip.Pixels, upright.Shape, part.From(upright));
        Region place = part.From(_middle);
        if (_sums.Length > 0)
            ScalarResampling.AddHorizontal(pixels, place.Left, _along, _sums);
        else
            Resampling.Horizontal(pixels, _along, _rows.AsSpan(place.Top * _narrowed.Stride, place.Height * _narrowed.Stride));
    }

    private static PixelBuffer Empty() => new(new ImageShape(1, 1));

    private Region Upright(Region stored) => Orientation.Apply(stored, _file.Shape, _file.Exif);
}
