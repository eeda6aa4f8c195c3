using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;

namespace Dbd.Augmentation;

/// <summary>Options of all transforms of a run (<c>transform</c>).</summary>
public sealed record TransformOptions
{
    /// <summary>Deterministic steps on every image, before the trigger.</summary>
    public IReadOnlyList<Choice<IAugmentation>> Pre { get; init; } = [];

    /// <summary>Steps on training images, after the trigger.</summary>
    public required ViewOptions Train { get; init; }

    /// <summary>Steps on test images, after the trigger.</summary>
    public required ViewOptions Test { get; init; }

    /// <summary>The same for pictures of another size: every step that makes a size makes this one.</summary>
    /// <param name="side">In pixels.</param>
    internal TransformOptions WithSize(int side) => this with { Train = Train.WithSize(side), Test = Test.WithSize(side) };
}

/// <summary>Options of how an image becomes numbers.</summary>
public sealed record ViewOptions
{
    /// <summary>Steps on 8-bit pixels, in order.</summary>
    public IReadOnlyList<Choice<IAugmentation>> Primary { get; init; } = [];

    /// <summary>From pixels to numbers.</summary>
    public required RemainingOptions Remaining { get; init; }

    /// <summary>The same for pictures of another size.</summary>
    /// <param name="side">In pixels.</param>
    internal ViewOptions WithSize(int side) =>
        this with { Primary = [.. Primary.Select(step => step.With(options => options is ISized sized ? sized.WithSize(side) : options))] };
}

/// <summary>Options of the step from pixels to numbers (<c>remaining</c>).</summary>
public sealed record RemainingOptions
{
    /// <summary>Always true: networks take numbers.</summary>
    [AllowedValues(true)]
    public bool ToTensor { get; init; } = true;

    /// <summary>Subtracts a mean and divides by a standard deviation.</summary>
    public required NormalizeOptions Normalize { get; init; }
}

/// <summary>Options of <c>normalize</c>: three numbers each, for red, green and blue, of pixels in [0, 1].</summary>
public sealed record NormalizeOptions
{
    /// <summary>Subtracted.</summary>
    [Length(3, 3)]
    public required IReadOnlyList<double> Mean { get; init; }

    /// <summary>Divided by.</summary>
    [Length(3, 3)]
    [Range(0.0, 1e6, MinimumIsExclusive = true)]
    public required IReadOnlyList<double> Std { get; init; }
}
