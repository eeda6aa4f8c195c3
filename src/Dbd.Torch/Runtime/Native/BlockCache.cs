using System.Numerics;
using System.Runtime.InteropServices;

namespace Dbd.Torch.Runtime.Native;

/// <summary>Large blocks of memory, which are kept when they are returned, and given to whoever next asks for that size.</summary>
/// <remarks>What is kept unused is bounded: all blocks together take little more than was ever in use at once
/// (<see cref="MostHeld"/>). May be used from any thread.</remarks>
internal sealed unsafe partial class BlockCache
{
    private const nuint MostSlack = 96 << 20;

    // A block is cleared, by the kernel, when it is first touched: in pages of 2 MB that takes a fraction of the time.
    private const nuint HugePage = 2 << 20;
    private const nuint Alignment = 64;
    private const int AdviseHugePages = 14;

    private readonly Lock _lock = new();
    private readonly Dictionary<nint, nuint> _used = [];
    private readonly Dictionary<nuint, Stack<nint>> _free = [];
    private nuint _bytesUsed;
    private nuint _bytesFree;

    /// <summary>The most bytes that were in use at once.</summary>
    public nuint MostUsed { get; private set; }

    /// <summary>The most bytes that are held: an eighth, and at most 96 MB, over <see cref="MostUsed"/>.</summary>
    public nuint MostHeld => MostUsed + Math.Min(MostUsed / 8, MostSlack);

    /// <summary>Bytes in use and bytes kept.</summary>
    public nuint Held
    {
        get
        {
            lock (_lock)
                return _bytesUsed + _bytesFree;
        }
    }

    /// <summary>A block of at least so many bytes, aligned to 64; its content is arbitrary.</summary>
    /// <param name="bytes">At least 4,096.</param>
    /// <exception cref="OutOfMemoryException">The system has none.</exception>
    public nint Take(nuint bytes)
    {
        nuint size = SizeFor(bytes);
        lock (_lock)
        {
            MostUsed = Math.Max(MostUsed, _bytesUsed + size);
            nint block = TakeFree(size) ?? Make(size);
            _used.Add(block, size);
            _bytesUsed += size;
            return block;
        }
    }

    /// <summary>Takes a block back.</summary>
    /// <param name="block">From <see cref="Take"/>.</param>
    /// <returns>False if it is none of ours; nothing is done then.</returns>
    public bool Return(nint block)
    {
        lock (_lock)
        {
            if (!_used.Remove(block, out nuint size))
                return false;
            _bytesUsed -= size;
            Keep(block, size);
            return true;
        }
    }

    /// <summary>The size of the block for a request: sizes that differ by less than an eighth share blocks.</summary>
    internal static nuint SizeFor(nuint bytes)
    {
        nuint step = ((nuint)1 << BitOperations.Log2(bytes)) / 8;
        return (bytes + step - 1) / step * step;
    }

    private nint? TakeFree(nuint size)
    {
        if (!_free.TryGetValue(size, out Stack<nint>? blocks) || !blocks.TryPop(out nint block))
            return null;
        _bytesFree -= size;
        return block;
    }

    private nint Make(nuint size)
    {
        MakeRoom(size);
        nint block = (nint)NativeMemory.AlignedAlloc(size, size >= HugePage ? HugePage : Alignment);
        if (size >= HugePage && OperatingSystem.IsLinux())
            _ = Advise(block, size, AdviseHugePages);
        return block;
    }

    // The largest first: they are the fewest, and what is short is memory.
    private void MakeRoom(nuint size)
    {
        while (_bytesFree > 0 && _bytesUsed + _bytesFree + size > MostHeld)
        {
            nuint largest = _free.Where(pair => pair.Value.Count > 0).Max(pair => pair.Key);
            NativeMemory.AlignedFree((void*)_free[largest].Pop());
            _bytesFree -= largest;
        }
    }

    private void Keep(nint block, nuint size)
    {
        if (!_free.TryGetValue(size, out Stack<nint>? blocks))
            _free.Add(size, blocks = new Stack<nint>());
        blocks.Push(block);
        _bytesFree += size;
    }

    // A wish: where the kernel has no huge pages to give, the block has small ones.
    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint block, nuint bytes, int advice);
}
