using Dbd.Batching;

namespace Dbd.Tests.Batching;

/// <summary>A batch that knows whether it was returned.</summary>
internal sealed class CountedBatch(int step) : IBatch
{
    private int _disposals;

    public int Step => step;

    public int Images => 1;

    public int Disposals => Volatile.Read(ref _disposals);

    public void Dispose() => Interlocked.Increment(ref _disposals);
}
