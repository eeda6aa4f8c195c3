using Dbd.Data;

namespace Dbd.Torch.Stages;

/// <summary>What is asked of a stage: its configuration and how to run it.</summary>
public sealed record StageRequest
{
    /// <summary>The value of <see cref="Resume"/> that starts anew.</summary>
    public const string FromScratch = "False";

    /// <summary>The configuration file.</summary>
    public required string ConfigPath { get; init; }

    /// <summary>Overrides, <c>key.path=value</c> each.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];

    /// <summary>Empty: go on from <c>latest_model.pt</c> if there is one; <c>False</c>: from scratch; else a file name in the
    /// run's checkpoint folder.</summary>
    public string Resume { get; init; } = "";

    /// <summary>The data, already read; null reads what the configuration's <c>dataset_dir</c> names.</summary>
    public DatasetSplit? Data { get; init; }

    /// <summary>mixmatch_finetune: whether each epoch's ranking of the samples is kept, in the run's <c>record</c> folder.</summary>
    public bool KeepRankings { get; init; }

    /// <summary><c>cpu</c>, or the number of a CUDA device.</summary>
    public string Gpu { get; init; } = "0";

    /// <summary>bfloat16 convolutions, whatever the configuration says.</summary>
    public bool Amp { get; init; }

    /// <summary>TensorBoard's event files too, in <c>log/tensorboard</c>.</summary>
    public bool TensorBoard { get; init; }

    /// <summary>simclr: length of the first and of the last part, in which checkpoints are kept often.</summary>
    public int NumStageEpochs { get; init; } = 100;

    /// <summary>simclr: epochs between kept checkpoints in those parts.</summary>
    public int MinInterval { get; init; } = 20;

    /// <summary>simclr: epochs between kept checkpoints in the middle.</summary>
    public int MaxInterval { get; init; } = 100;
}
