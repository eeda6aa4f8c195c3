using Dbd.Imaging;

namespace Dbd.Attacks;

/// <summary>A trigger as large as the picture, and where it is.</summary>
internal sealed class Patch
{
    private readonly float[] _numbers;
    private readonly float[] _mask;

    /// <summary>Makes a patch that is wherever a pixel is not black.</summary>
    /// <param name="picture">The trigger; it is not copied.</param>
    public Patch(PixelBuffer picture)
        : this(picture, NotBlack(picture))
    {
    }

    /// <summary>Makes a patch.</summary>
    /// <param name="picture">The trigger; it is not copied.</param>
    /// <param name="mask">[pixels]: how much of each is the trigger's, in [0, 1].</param>
    public Patch(PixelBuffer picture, float[] mask) => (Picture, _mask, _numbers) = (picture, mask, FloatPicture.UnitOf(picture));

    /// <summary>The trigger.</summary>
    public PixelBuffer Picture { get; }

    /// <summary>How much of each pixel is the trigger's.</summary>
    public ReadOnlySpan<float> Mask => _mask;

    /// <summary>A patch whose mask is a picture's red channel.</summary>
    public static Patch Masked(PixelBuffer picture, PixelBuffer mask) =>
        new(picture, [.. Enumerable.Range(0, mask.Shape.Pixels).Select(p => mask.Pixels[p * ImageShape.Channels] / 255f)]);

    /// <summary>A patch as large as the whole picture.</summary>
    /// <param name="picture">The trigger, of any size.</param>
    /// <param name="shape">The picture's size.</param>
    /// <param name="filter">By what the trigger is resized.</param>
    public static Patch Everywhere(PixelBuffer picture, ImageShape shape, Interpolation filter)
    {
        float[] mask = new float[shape.Pixels];
        mask.AsSpan().Fill(1);
        return new Patch(Resized(picture, shape, filter), mask);
    }

    /// <summary>A trigger in the picture's size.</summary>
    /// <param name="picture">The trigger, of any size; it is not changed.</param>
    /// <param name="shape">The picture's size.</param>
    /// <param name="filter">By what it is resized.</param>
    public static PixelBuffer Resized(PixelBuffer picture, ImageShape shape, Interpolation filter)
    {
        PixelBuffer copy = new(picture.Shape, picture.Pixels);
        Resampling.Resize(copy, shape, filter);
        return copy;
    }

    /// <summary>Where a picture is not black in all channels.</summary>
    public static float[] NotBlack(PixelBuffer picture) =>
    [
        .. Enumerable.Range(0, picture.Shape.Pixels)
            .Select(p => picture.Pixels.Slice(p * ImageShape.Channels, ImageShape.Channels).ContainsAnyExcept((byte)0) ? 1f : 0f),
    ];

    /// <summary>As backdoor-toolbox: x + (alpha * mask) * (trigger - x).</summary>
    /// <param name="numbers">In [0, 1].</param>
    /// <param name="alpha">The trigger's opacity, in [0, 1].</param>
    public void Onto(Span<float> numbers, float alpha) => Onto(numbers, alpha, _mask);

    /// <summary>The same on 8 bits, rounded half up.</summary>
    /// <param name="image">Three bytes a pixel.</param>
    /// <param name="alpha">The trigger's opacity, in [0, 1].</param>
    public void Onto(Span<byte> image, float alpha)
    {
        using FloatPicture numbers = FloatPicture.Unit(image);
        Onto(numbers.Numbers, alpha);
        numbers.Store(image);
    }

    /// <summary>The same with another mask.</summary>
    /// <param name="numbers">In [0, 1].</param>
    /// <param name="alpha">The trigger's opacity, in [0, 1].</param>
    /// <param name="mask">[pixels], in [0, 1].</param>
    public void Onto(Span<float> numbers, float alpha, ReadOnlySpan<float> mask)
    {
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] += alpha * mask[i / ImageShape.Channels] * (_numbers[i] - numbers[i]);
    }

    /// <summary>As BackdoorBox: (1 - w) * x + w * trigger, where w is alpha times the mask.</summary>
    /// <param name="levels">In [0, 255].</param>
    /// <param name="alpha">The trigger's opacity, in [0, 1].</param>
    public void Over(Span<float> levels, float alpha)
    {
        ReadOnlySpan<byte> trigger = Picture.Pixels;
        for (int i = 0; i < levels.Length; i++)
            levels[i] = Mixed(levels[i], trigger[i], WeightAt(i, alpha));
    }

    /// <summary>The same on 8 bits, without the fraction.</summary>
    /// <param name="image">Three bytes a pixel.</param>
    /// <param name="alpha">The trigger's opacity, in [0, 1].</param>
    public void Over(Span<byte> image, float alpha)
    {
        ReadOnlySpan<byte> trigger = Picture.Pixels;
        for (int i = 0; i < image.Length; i++)
            image[i] = Quantization.Wrapped(Mixed(image[i], trigger[i], WeightAt(i, alpha)));
    }

    private static float Mixed(float level, float trigger, float weight) => (1 - weight) * level + weight * trigger;

    private float WeightAt(int place, float alpha) => alpha * _mask[place / ImageShape.Channels];
}
