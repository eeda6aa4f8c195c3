using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;

namespace Dbd.Attacks.Ctrl;

/// <summary>What becomes of values that leave 0 to 255.</summary>
internal enum CtrlRule
{
    /// <summary>CTRL, its authors' program: they are clipped; stored half up.</summary>
    Ctrl,

    /// <summary>BackdoorBench: truncated, and they come in again at the other end, which shows as specks.</summary>
    Backdoorbench,
}

/// <summary>Options of <see cref="CtrlAttack"/>; the defaults are the authors'.</summary>
internal sealed record CtrlOptions : IValidated, IDescribed
{
    /// <summary>The planes that carry the trigger: 0 is Y (brightness), 1 is U, 2 is V.</summary>
    [Range(0, 2)]
    [MinLength(1)]
    public IReadOnlyList<int> Channels { get; init; } = [1, 2];

    /// <summary>Side of the blocks that are transformed, in pixels; null is the whole picture.</summary>
    [Range(1, 4096)]
    public int? Window { get; init; }

    /// <summary>What is added to each coefficient, in (0, 10000].</summary>
    [Range(0.0, 10000.0, MinimumIsExclusive = true)]
    public double Magnitude { get; init; } = 100;

    /// <summary>Row and column of each coefficient in a block, from 0.</summary>
    [Range(0, 4095)]
    [MinLength(1)]
    public IReadOnlyList<IReadOnlyList<int>> Positions { get; init; } = [[15, 15], [31, 31]];

    /// <summary>What becomes of values that leave 0 to 255.</summary>
    public CtrlRule Rule { get; init; } = CtrlRule.Ctrl;

    string IDescribed.Description => $"magnitude {Magnitude}";

    void IValidated.Validate()
    {
        if (Channels.Distinct().Count() != Channels.Count)
            throw new ConfigException("channels", $"[{string.Join(", ", Channels)}] names a channel twice.", "Name each once.");
    }
}
