using Dbd.Data;
using Dbd.Torch.Runtime;

namespace Dbd.Torch.Stages;

/// <summary>What is asked of a stage: its configuration and how to run it.</summary>
public sealed record StageRequest
{
    /// <summary>The value of <see cref="Resume"/> that starts anew.</summary>
    public const string FromScratch = "False";

    /// <summary>The configuration file.</summary>
    public required string ConfigPath { get; init; }

    /// <summary>The stage's name; null is the one that the configuration is for.</summary>
    public string? Stage { get; init; }

    /// <summary>Overrides, <c>key.path=value</c> each.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>Empty: go on from <c>latest_model.pt</c> if there is one; <c>False</c>: from scratch; else a file name in the
    /// run's checkpoint folder.</summary>
    public string Resume { get; init; } = "";

    /// <summary>The data, already read; null reads what the configuration's <c>dataset_dir</c> names.</summary>
    public DatasetSplit? Data { get; init; }

    /// <summary><c>cpu</c>, or the number of a CUDA device.</summary>
    public string Gpu { get; init; } = "0";

    /// <summary>The processes that train together; the first of them writes.</summary>
    public IProcessGroup Group { get; init; } = Alone.Instance;

    /// <summary>TensorBoard's event files too, in <c>log/tensorboard</c>.</summary>
    public bool TensorBoard { get; init; }

    /// <summary>The clock of logs and records.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
