using System.ComponentModel.DataAnnotations;

using Dbd.Configuration;

namespace Dbd.Tests.Configuration;

/// <summary>A property of each kind, each with a default.</summary>
public sealed record TypesConfig
{
    public string Text { get; init; } = "default";

    public bool Truth { get; init; } = true;

    public int Whole { get; init; } = 1;

    public long Long { get; init; } = 2;

    public double Number { get; init; } = 0.5;

    public PaddingMode PaddingMode { get; init; } = PaddingMode.Reflect;

    public Size Size { get; init; } = new(1, 2);

    public IReadOnlyList<double> Numbers { get; init; } = [1, 2];

    public IReadOnlyList<string> Texts { get; init; } = ["a"];

    public InnerConfig Inner { get; init; } = new();

    public IReadOnlyList<InnerConfig> Inners { get; init; } = [];
}

public sealed record InnerConfig
{
    public int A { get; init; } = 7;
}

/// <summary>A nullable property of each kind, each required.</summary>
public sealed record NullableConfig
{
    public required string? Text { get; init; }

    public required bool? Truth { get; init; }

    public required int? Whole { get; init; }

    public required long? Long { get; init; }

    public required double? Number { get; init; }

    public required PaddingMode? PaddingMode { get; init; }

    public required Size? Size { get; init; }

    public required IReadOnlyList<double?>? Numbers { get; init; }

    public required InnerConfig? Inner { get; init; }

    public required Choice<Optimizer>? Optimizer { get; init; }
}

/// <summary>A property with each kind of limit.</summary>
public sealed record LimitsConfig
{
    [Range(0.0, 1.0)]
    public double? Share { get; init; }

    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Open { get; init; } = 0.5;

    [Range(0.0, double.MaxValue, MinimumIsExclusive = true)]
    public double Positive { get; init; } = 1;

    [Range(0, int.MaxValue)]
    public int Count { get; init; }

    [Range(int.MinValue, 10)]
    public int AtMost { get; init; }

    [AllowedValues(2, 3)]
    public int Mode { get; init; } = 2;

    [AllowedValues("fp32", "bf16")]
    public string Precision { get; init; } = "fp32";

    [MinLength(1)]
    [Range(1, int.MaxValue)]
    public IReadOnlyList<int> Milestones { get; init; } = [1];

    [Length(3, 3)]
    public IReadOnlyList<double> Mean { get; init; } = [0, 0, 0];

    [MaxLength(2)]
    public IReadOnlyList<double> Few { get; init; } = [];

    [MinLength(1)]
    public IReadOnlyList<string> Names { get; init; } = ["x"];

    [Length(1, 8)]
    public string Name { get; init; } = "x";

    [Range(1, 64)]
    public Size Size { get; init; } = new(1, 1);
}

public sealed record ChoicesConfig
{
    public required Choice<Optimizer> Optimizer { get; init; }

    public Choice<Schedule>? Schedule { get; init; }

    [MaxLength(2)]
    public IReadOnlyList<Choice<Step>> Steps { get; init; } = [];

    [Inline]
    public Choice<Attack>? Attack { get; init; }
}

/// <summary>A record that may be a mere name in the file.</summary>
public sealed record NamedConfig
{
    [MinLength(1)]
    public required string Name { get; init; }

    public int Size { get; init; } = 3;

    public static NamedConfig FromConfig(string name) => new() { Name = name };
}

public sealed record NamedListConfig
{
    public IReadOnlyList<NamedConfig> All { get; init; } = [];
}

public sealed record EmptyConfig;
