namespace Dbd.Torch.Tables;

/// <summary>A table and how to make it.</summary>
public sealed record TableRequest
{
    /// <summary>The file of its <see cref="TableSpec"/>.</summary>
    public required string SpecPath { get; init; }

    /// <summary><c>cpu</c>, or the number of a CUDA device.</summary>
    public string Gpu { get; init; } = "0";

    /// <summary>Further overrides of every run, <c>key.path=value</c> each.</summary>
    public IReadOnlyList<string> Overrides { get; init; } = [];
}
