namespace Dbd.Imaging;

/// <summary>Lets threads through as long as what they take of memory, together, stays within a limit;
/// one that takes more goes alone.</summary>
/// <param name="limit">Bytes.</param>
internal sealed class MemoryGate(long limit)
{
    private readonly object _lock = new();
    private long _used;

    /// <summary>The most bytes that were taken at once so far.</summary>
    public long MostUsed { get; private set; }

    /// <summary>Waits until there is room.</summary>
    /// <param name="bytes">What is about to be taken.</param>
    /// <returns>Gives the room back when it is disposed.</returns>
    public IDisposable Enter(long bytes)
    {
        lock (_lock)
        {
            while (_used > 0 && _used + bytes > limit)
                Monitor.Wait(_lock);
            _used += bytes;
            MostUsed = Math.Max(MostUsed, _used);
        }
        return new Room(this, bytes);
    }

    private void Leave(long bytes)
    {
        lock (_lock)
        {
            _used -= bytes;
            Monitor.PulseAll(_lock);
        }
    }

    private sealed class Room(MemoryGate gate, long bytes) : IDisposable
    {
        public void Dispose() => gate.Leave(bytes);
    }
}
