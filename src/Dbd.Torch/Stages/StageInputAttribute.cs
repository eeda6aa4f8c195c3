using System.Reflection;

namespace Dbd.Torch.Stages;

/// <summary>Declares an earlier run that a stage builds on.</summary>
/// <param name="role">What it is to this stage: <c>backbone</c>, <c>witness</c>.</param>
/// <param name="stage">The stage that it is a run of.</param>
/// <param name="checkpointKey">The key that names its checkpoint: a file name in its checkpoint folder, where <see cref="ConfigKey"/> says
/// which run it is; else a path, or that run's configuration (<c>.yaml</c>), whose latest checkpoint is meant.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class StageInputAttribute(string role, string stage, string checkpointKey) : Attribute
{
    /// <summary>The earlier runs that a stage builds on, as the record of its options declares them.</summary>
    /// <param name="options">The record's type.</param>
    public static IReadOnlyList<StageInputAttribute> Of(Type options) => [.. options.GetCustomAttributes<StageInputAttribute>()];

    /// <summary>What it is to this stage.</summary>
    public string Role => role;

    /// <summary>The stage that it is a run of.</summary>
    public string Stage => stage;

    /// <summary>The key that names its checkpoint.</summary>
    public string CheckpointKey => checkpointKey;

    /// <summary>The key that names its configuration; empty where there is none.</summary>
    public string ConfigKey { get; init; } = "";

    /// <summary>The top-level keys that are taken from its configuration where this one does not have them. Then it gives the poisoned
    /// samples too.</summary>
    public string[] Inherits { get; init; } = [];

    /// <summary>Whether the stage runs without it, too.</summary>
    public bool IsOptional { get; init; }

    /// <summary>The title of a map of its features in reports; empty makes none.</summary>
    public string Features { get; init; } = "";
}
