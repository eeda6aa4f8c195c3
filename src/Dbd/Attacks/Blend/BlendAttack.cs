using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;
using Dbd.Imaging;

namespace Dbd.Attacks.Blend;

/// <summary>Options of <see cref="BlendAttack"/>.</summary>
internal sealed record BlendOptions : IDescribed
{
    /// <summary>Share of the trigger in the stamped picture, in [0, 1].</summary>
    [Range(0.0, 1.0)]
    public double Alpha { get; init; } = 0.1;

    string IDescribed.Description => $"alpha {Alpha}";

    /// <summary>A picture of any size; <c>~</c> is the home folder.</summary>
    public required string TriggerPath { get; init; }
}

/// <summary>A second picture shining through the whole of the first: (1 - alpha) * image + alpha * trigger.</summary>
/// <remarks>Chen, Liu, Li, Lu, Song, "Targeted Backdoor Attacks on Deep Learning Systems Using Data Poisoning", arXiv 1712.05526
/// (blended injection). The trigger is resized to the picture with PIL's default filter, bicubic.</remarks>
/// <param name="alpha">Share of the trigger, in [0, 1].</param>
/// <param name="trigger">The trigger picture, of any size; it is not copied.</param>
internal sealed class BlendAttack(double alpha, PixelBuffer trigger) : IAttack
{
    private readonly ConcurrentDictionary<ImageShape, byte[]> _resized = new();

    /// <summary>Makes the attack from its trigger file.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="Configuration.ConfigException">The file is missing or no picture.</exception>
    public BlendAttack(BlendOptions options)
        : this(options.Alpha, TriggerFile.Read(options.TriggerPath))
    {
    }

    /// <inheritdoc/>
    public void Stamp(Span<byte> image, ImageShape shape, in StampContext context) =>
        Blending.Blend(image, _resized.GetOrAdd(shape, Resized), alpha);

    private byte[] Resized(ImageShape shape)
    {
        PixelBuffer copy = new(trigger.Shape, trigger.Pixels);
        Resampling.Resize(copy, shape, Interpolation.Bicubic);
        return copy.Pixels.ToArray();
    }
}
