using Dbd.Configuration;
using Dbd.Imaging;

namespace Dbd.Attacks.BadNets;

/// <summary>Options of <see cref="BadNetsAttack"/>.</summary>
internal sealed record BadNetsOptions
{
    /// <summary>A picture as large as the data set's, black where the trigger is not; <c>~</c> is the home folder.</summary>
    public required string TriggerPath { get; init; }
}

/// <summary>A small pattern pasted on the picture: every byte of the trigger that is not zero replaces the picture's.</summary>
/// <remarks>Gu, Liu, Dolan-Gavitt, Garg, "BadNets: Evaluating Backdooring Attacks on Deep Neural Networks", IEEE Access 2019.
/// Zero is judged per channel, as in the reference: a pure red trigger pixel leaves green and blue.</remarks>
/// <param name="trigger">The trigger picture; it is not copied.</param>
internal sealed class BadNetsAttack(PixelBuffer trigger) : IAttack
{
    /// <summary>Makes the attack from its trigger file.</summary>
    /// <param name="options">The options.</param>
    /// <exception cref="ConfigException">The file is missing or no picture.</exception>
    public BadNetsAttack(BadNetsOptions options)
        : this(TriggerFile.Read(options.TriggerPath))
    {
    }

    /// <inheritdoc/>
    public void Stamp(Span<byte> image, ImageShape shape, in StampContext context)
    {
        if (trigger.Shape != shape)
        {
            throw new ConfigException(
                "trigger_path",
                $"The trigger picture is {trigger.Shape} pixels, but the data set's pictures are {shape}.",
                "A BadNets trigger is as large as the picture, and black where it changes nothing.");
        }
        ReadOnlySpan<byte> stamp = trigger.Pixels;
        for (int i = 0; i < stamp.Length; i++)
        {
            if (stamp[i] != 0)
                image[i] = stamp[i];
        }
    }
}
