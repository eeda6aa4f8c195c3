using Dbd.Batching;
using Dbd.Torch.Losses;
using Dbd.Torch.Runtime;

namespace Dbd.Torch.SemiSupervised;

/// <summary>Which rows of the mixed images of an iteration a process computes: its share of each forward pass. Passes are over the
/// interleaved batches of all processes.</summary>
/// <param name="Passes">Of each pass, the rows that this process takes, by their place before interleaving.</param>
/// <param name="Samples">All of these rows in order: labeled ones first, then the others.</param>
/// <param name="Order">Where the results of the passes, laid behind each other, have row k of <paramref name="Samples"/>.</param>
internal sealed record MixMatchRows(IReadOnlyList<long[]> Passes, long[] Samples, long[] Order)
{
    /// <summary>The rows of a process.</summary>
    /// <param name="size">Rows in each pass.</param>
    /// <param name="batches">Number of passes.</param>
    /// <param name="group">The processes.</param>
    public static MixMatchRows Of(int size, int batches, IProcessGroup group)
    {
        long[] interleaved = Interleave.Indices(size, batches);
        (int from, int to) = new Share(group.Rank, group.Size).Of(size);
        long[][] passes = [.. Enumerable.Range(0, batches).Select(b => interleaved[(b * size + from)..(b * size + to)])];
        long[] computed = [.. passes.SelectMany(p => p)];
        long[] order = [.. Enumerable.Range(0, computed.Length).OrderBy(k => computed[k]).Select(k => (long)k)];
        return new MixMatchRows(passes, [.. order.Select(k => computed[k])], order);
    }

    /// <summary>How many of <see cref="Samples"/> are labeled.</summary>
    /// <param name="labeled">Labeled rows of all processes.</param>
    public int Labeled(int labeled) => Samples.Count(s => s < labeled);
}
