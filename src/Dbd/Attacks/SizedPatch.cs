using System.Collections.Concurrent;

using Dbd.Configuration;
using Dbd.Imaging;

namespace Dbd.Attacks;

/// <summary>A patch for pictures of any size: drawn for each, or a picture that must have the size. Each is made once.</summary>
/// <param name="make">Makes it.</param>
internal sealed class SizedPatch(Func<ImageShape, Patch> make)
{
    private readonly ConcurrentDictionary<ImageShape, Patch> _made = new();

    /// <summary>The patch for pictures of a size.</summary>
    /// <exception cref="ConfigException">It does not fit.</exception>
    public Patch For(ImageShape shape) => _made.GetOrAdd(shape, make);

    /// <summary>The same, only where it is not black.</summary>
    public SizedPatch Unmasked() => new(shape => new Patch(For(shape).Picture));

    /// <summary>A patch of picture files.</summary>
    /// <param name="trigger">The trigger picture.</param>
    /// <param name="mask">Where it is, by its red channel; null: where the trigger is not black.</param>
    /// <param name="within">What stands before the keys <c>trigger_path</c> and <c>mask_path</c>.</param>
    /// <exception cref="ConfigException">A file is missing or no picture, or the two differ in size.</exception>
    public static SizedPatch Read(string trigger, string? mask, string within = "")
    {
        string key = $"{within}trigger_path";
        PixelBuffer picture = TriggerFile.Read(trigger, key);
        if (mask is null)
            return Given(new Patch(picture), key);
        PixelBuffer where = TriggerFile.Read(mask, $"{within}mask_path");
        return where.Shape == picture.Shape
            ? Given(Patch.Masked(picture, where), key)
            : throw new ConfigException(
                $"{within}mask_path", $"The mask is {where.Shape} pixels, and the trigger picture {picture.Shape}.", "Make them equal.");
    }

    /// <summary>A patch that is as large as the pictures must be.</summary>
    /// <param name="patch">The patch.</param>
    /// <param name="key">The option that names it.</param>
    public static SizedPatch Given(Patch patch, string key = TriggerFile.Key) => new(shape => patch.Picture.Shape == shape
        ? patch
        : throw new ConfigException(
            key, $"The trigger picture is {patch.Picture.Shape} pixels, but the data set's pictures are {shape}.",
            "It must be as large as the picture, and black where it changes nothing."));
}
