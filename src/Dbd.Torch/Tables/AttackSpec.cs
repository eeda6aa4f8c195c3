using System.ComponentModel.DataAnnotations;

namespace Dbd.Torch.Tables;

/// <summary>An attack of the table. In its file, one that has configurations of its own is a mere name.</summary>
public sealed record AttackSpec
{
    /// <summary>Its name in the table.</summary>
    [MinLength(1)]
    public required string Name { get; init; }

    /// <summary>What stands for <c>{attack}</c> in the methods; null is the name.</summary>
    [MinLength(1)]
    public string? Config { get; init; }

    /// <summary>Overrides of every run against it, <c>key.path=value</c> each: after those of the setting, before those of the method.
    /// <c>backdoor={poison_ratio: 0.02, target_label: 3, sig: {}}</c> puts another attack into a configuration.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>What stands for <c>{attack}</c>.</summary>
    internal string InPaths => Config ?? Name;

    /// <summary>The attack of a mere name.</summary>
    /// <param name="name">Its name, and what stands for <c>{attack}</c>.</param>
    public static AttackSpec FromConfig(string name) => new() { Name = name };
}
