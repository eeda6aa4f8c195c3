namespace Dbd.Torch.Stages;

/// <summary>What a person asks of a training stage.</summary>
public sealed record StageRequest
{
    /// <summary>The configuration's file.</summary>
    public required string ConfigPath { get; init; }

    /// <summary>Values that replace the file's, as <c>key.path=value</c>.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>Empty: from <c>latest_model.pt</c>; <c>False</c>: from scratch; else a file in the checkpoint folder.</summary>
    public string Resume { get; init; } = "";

    /// <summary>The number of a CUDA device, or <c>cpu</c>.</summary>
    public string Gpu { get; init; } = "0";

    /// <summary>Whether to train in bfloat16 whatever the configuration says.</summary>
    public bool Amp { get; init; }

    /// <summary>simclr: epochs at the beginning and at the end that keep checkpoints every <see cref="MinInterval"/>.</summary>
    public int NumStageEpochs { get; init; } = 100;

    /// <summary>simclr: epochs between kept checkpoints at the beginning and at the end.</summary>
    public int MinInterval { get; init; } = 20;

    /// <summary>simclr: epochs between kept checkpoints in the middle.</summary>
    public int MaxInterval { get; init; } = 100;
}

/// <summary>What a person asks of the test of a checkpoint.</summary>
public sealed record TestRequest
{
    /// <summary>The configuration's file.</summary>
    public required string ConfigPath { get; init; }

    /// <summary>The folder of the checkpoint.</summary>
    public required string CkptDir { get; init; }

    /// <summary>The checkpoint's file name in that folder.</summary>
    public required string Resume { get; init; }

    /// <summary>The number of a CUDA device, or <c>cpu</c>.</summary>
    public string Gpu { get; init; } = "0";

    /// <summary>Values that replace the file's, as <c>key.path=value</c>.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];
}
