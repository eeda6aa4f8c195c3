namespace Dbd.Data;

/// <summary>How a data set is read.</summary>
public sealed record ReadingOptions
{
    /// <summary>The side of every picture, at least 1. Others are made to fit: see <see cref="Imaging.MiddleFit"/>.</summary>
    public int Size { get; init; } = 32;

    /// <summary>The share of each class that is held out for tests where the data have no test set, in (0, 1).</summary>
    public double HeldOut { get; init; } = 0.1;

    /// <summary>Which samples are held out is a function of it.</summary>
    public long Seed { get; init; }

    /// <summary>Is told how far reading is, one thread at a time; null where nobody looks.</summary>
    public IProgress<WorkProgress>? Progress { get; init; }
}
