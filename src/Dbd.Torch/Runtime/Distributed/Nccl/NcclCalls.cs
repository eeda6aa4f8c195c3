using System.Runtime.InteropServices;

using static TorchSharp.torch;

namespace Dbd.Torch.Runtime.Distributed.Nccl;

/// <summary>One process's end of NCCL: its calls on memory of the GPU. They return at once; the GPU does them in the order of the
/// stream.</summary>
internal sealed unsafe class NcclCalls : IDisposable
{
    /// <summary>Bytes by which processes find each other.</summary>
    public const int IdBytes = 128;

    // From nccl.h.
    private const int Bytes = 1;
    private const int Float32 = 7;
    private const int Float64 = 8;
    private const int Addition = 0;

    private readonly NcclLibrary _library;
    private readonly int _rank;
    private readonly nint _end;
    private readonly delegate* unmanaged[Cdecl]<nint, nint, nuint, int, int, nint, nint, int> _allReduce;
    private readonly delegate* unmanaged[Cdecl]<nint, nint, nuint, int, nint, nint, int> _allGather;
    private readonly delegate* unmanaged[Cdecl]<nint, nint, nuint, int, int, nint, nint, int> _broadcast;

    /// <summary>Waits until all processes have called this.</summary>
    /// <param name="library">NCCL.</param>
    /// <param name="size">How many they are.</param>
    /// <param name="id">By what they find each other, the same for all.</param>
    /// <param name="rank">Which this one is.</param>
    public NcclCalls(NcclLibrary library, int size, ReadOnlySpan<byte> id, int rank)
    {
        (_library, _rank) = (library, rank);
        _allReduce = (delegate* unmanaged[Cdecl]<nint, nint, nuint, int, int, nint, nint, int>)library.Symbol("ncclAllReduce");
        _allGather = (delegate* unmanaged[Cdecl]<nint, nint, nuint, int, nint, nint, int>)library.Symbol("ncclAllGather");
        _broadcast = (delegate* unmanaged[Cdecl]<nint, nint, nuint, int, int, nint, nint, int>)library.Symbol("ncclBroadcast");
        nint end;
        var init = (delegate* unmanaged[Cdecl]<nint*, int, UniqueId, int, int>)library.Symbol("ncclCommInitRank");
        library.Check(init(&end, size, MemoryMarshal.Read<UniqueId>(id), rank), "ncclCommInitRank");
        _end = end;
    }

    /// <summary>What one process makes for all.</summary>
    public static byte[] NewId(NcclLibrary library)
    {
        byte[] id = new byte[IdBytes];
        fixed (byte* p = id)
        {
            library.Check(((delegate* unmanaged[Cdecl]<byte*, int>)library.Symbol("ncclGetUniqueId"))(p), "ncclGetUniqueId");
        }
        return id;
    }

    /// <summary>Adds up, in place.</summary>
    /// <param name="memory">Of this process.</param>
    /// <param name="count">Numbers.</param>
    /// <param name="type">float32 or float64.</param>
    /// <param name="stream">CUDA's stream.</param>
    public void Sum(nint memory, long count, ScalarType type, nint stream)
    {
        int number = type switch
        {
            ScalarType.Float32 => Float32,
            ScalarType.Float64 => Float64,
            _ => throw new ArgumentException($"{type} is neither float32 nor float64.", nameof(type)),
        };
        _library.Check(_allReduce(memory, memory, (nuint)count, number, Addition, _end, stream), "ncclAllReduce");
    }

    /// <summary>Puts what all have behind each other.</summary>
    /// <param name="own">Of this process.</param>
    /// <param name="all">Takes it.</param>
    /// <param name="bytes">How many bytes each process gives.</param>
    /// <param name="stream">CUDA's stream.</param>
    public void Gather(nint own, nint all, long[] bytes, nint stream)
    {
        if (bytes.All(b => b == bytes[0]))
            _library.Check(_allGather(own, all, (nuint)bytes[0], Bytes, _end, stream), "ncclAllGather");
        else
            GatherUnequal(own, all, bytes, stream);
    }

    /// <summary>Gives all what process 0 has, in place.</summary>
    public void Broadcast(nint memory, long bytes, nint stream) =>
        _library.Check(_broadcast(memory, memory, (nuint)bytes, Bytes, 0, _end, stream), "ncclBroadcast");

    /// <summary>Ends it.</summary>
    public void Dispose() =>
        _library.Check(((delegate* unmanaged[Cdecl]<nint, int>)_library.Symbol("ncclCommDestroy"))(_end), "ncclCommDestroy");

    // NCCL gathers equal shares only: here each process gives its own to all, at once.
    private void GatherUnequal(nint own, nint all, long[] bytes, nint stream)
    {
        Call("ncclGroupStart");
        for (int rank = 0; rank < bytes.Length; all += (nint)bytes[rank++])
        {
            if (bytes[rank] > 0)
                _library.Check(_broadcast(rank == _rank ? own : all, all, (nuint)bytes[rank], Bytes, rank, _end, stream), "ncclBroadcast");
        }
        Call("ncclGroupEnd");
    }

    private void Call(string function) => _library.Check(((delegate* unmanaged[Cdecl]<int>)_library.Symbol(function))(), function);

    // C passes it by value.
    [StructLayout(LayoutKind.Sequential, Size = IdBytes)]
    private readonly struct UniqueId;
}
