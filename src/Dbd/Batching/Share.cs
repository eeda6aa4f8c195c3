namespace Dbd.Batching;

/// <summary>The part of every batch that one of several processes takes. Shares lie behind each other and differ by one sample at most;
/// of a batch of fewer samples than there are processes, some are empty.</summary>
/// <param name="Rank">Which process, from 0.</param>
/// <param name="Size">How many there are; <c>default</c>, with 0, is one process, which takes all.</param>
public readonly record struct Share(int Rank, int Size)
{
    /// <summary>The part of so many samples.</summary>
    /// <param name="count">Samples of the whole batch.</param>
    /// <returns>The first place, and the one after the last.</returns>
    public (int From, int To) Of(int count) =>
        Size <= 1 ? (0, count) : ((int)((long)count * Rank / Size), (int)((long)count * (Rank + 1) / Size));
}
