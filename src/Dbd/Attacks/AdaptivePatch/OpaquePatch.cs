using Dbd.Configuration;

namespace Dbd.Attacks.AdaptivePatch;

/// <summary>A patch and how strongly it is put on.</summary>
/// <param name="Patch">The patch.</param>
/// <param name="Alpha">Its opacity, in [0, 1].</param>
internal sealed record OpaquePatch(SizedPatch Patch, float Alpha)
{
    /// <summary>The drawn ones of test pictures.</summary>
    public static OpaquePatch[] Test { get; } = [new(OwnPatches.TwoFlames, 1), new(OwnPatches.Corners, 1)];

    /// <summary>The drawn ones of training pictures, in the order of a rule's implementation.</summary>
    public static OpaquePatch[] Training(PatchRule rule)
    {
        OpaquePatch flame = new(OwnPatches.Flame, 0.5f);
        OpaquePatch disc = new(OwnPatches.Disc, 0.2f);
        OpaquePatch corners = new(OwnPatches.Corners, 0.5f);
        OpaquePatch square = new(OwnPatches.Square, 0.3f);
        return rule == PatchRule.Toolbox
            ? [flame, disc, corners, square]
            : [flame, corners with { Patch = corners.Patch.Unmasked() }, disc, square with { Patch = square.Patch.Unmasked() }];
    }

    /// <summary>Reads those that a list of options names.</summary>
    /// <param name="key">The list's key.</param>
    /// <param name="options">The list.</param>
    /// <exception cref="ConfigException">A file is missing or no picture.</exception>
    public static OpaquePatch[] Read(string key, IReadOnlyList<PatchOptions> options) =>
        [.. options.Select((o, i) => new OpaquePatch(SizedPatch.Read(o.TriggerPath, o.MaskPath, $"{key}[{i}]."), (float)o.Alpha))];
}
