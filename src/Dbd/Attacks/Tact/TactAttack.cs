using Dbd.Configuration;
using Dbd.Imaging;

namespace Dbd.Attacks.Tact;

/// <summary>A patch that works on some source classes alone: covers of other classes carry it and keep their label.</summary>
/// <remarks>Tang, Wang, Tang, Zhang, "Demon in the Variant: Statistical Analysis of DNNs for Robust Backdoor Contamination Detection",
/// USENIX Security 2021, section 3 (targeted contamination attack). Rule and defaults are backdoor-toolbox's.</remarks>
/// <param name="options">The options.</param>
/// <exception cref="ConfigException">A file is missing or no picture.</exception>
internal sealed class TactAttack(TactOptions options) : IAttack
{
    private readonly SizedPatch _patch =
        options.TriggerPath is { } path ? SizedPatch.Read(path, options.MaskPath) : OwnPatches.Square;

    /// <inheritdoc/>
    public IPoisonPolicy Policy => new WithCovers(new SourceSpecific(options.SourceClasses), options.CoverRatio)
    {
        Own = CountRule.Floor,
        Classes = options.CoverClasses,
    };

    /// <inheritdoc/>
    public void Stamp(Span<byte> image, ImageShape shape, in StampContext context) =>
        _patch.For(shape).Onto(image, (float)options.Alpha);
}
