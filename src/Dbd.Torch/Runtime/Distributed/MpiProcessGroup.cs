using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using Dbd.Torch.Runtime.Distributed.Nccl;

using static TorchSharp.torch;

namespace Dbd.Torch.Runtime.Distributed;

/// <summary>Processes that an MPI launcher started. Tensors that are not on the CPU go through its memory, unless there is NCCL.</summary>
internal sealed unsafe class MpiProcessGroup : IProcessGroup, IDisposable
{
    // MPI_THREAD_SERIALIZED, in either implementation: training is one thread, but not always the first one.
    private const int Serialized = 2;

    private readonly MpiLibrary _mpi;
    private readonly MpiAbi _abi;
    private readonly delegate* unmanaged[Cdecl]<nint, void*, int, nint, nint, nint, int> _allReduce;
    private readonly delegate* unmanaged[Cdecl]<void*, int, nint, void*, int*, int*, nint, nint, int> _allGather;
    private readonly delegate* unmanaged[Cdecl]<void*, int, nint, int, nint, int> _broadcast;
    private NcclProcessGroup? _onGpus;

    private MpiProcessGroup(MpiLibrary mpi)
    {
        (_mpi, _abi) = (mpi, mpi.Abi);
        _allReduce = (delegate* unmanaged[Cdecl]<nint, void*, int, nint, nint, nint, int>)mpi.Symbol("MPI_Allreduce");
        _allGather = (delegate* unmanaged[Cdecl]<void*, int, nint, void*, int*, int*, nint, nint, int>)mpi.Symbol("MPI_Allgatherv");
        _broadcast = (delegate* unmanaged[Cdecl]<void*, int, nint, int, nint, int>)mpi.Symbol("MPI_Bcast");
        int provided;
        Check(((delegate* unmanaged[Cdecl]<void*, void*, int, int*, int>)mpi.Symbol("MPI_Init_thread"))(null, null, Serialized, &provided));
        Rank = Ask("MPI_Comm_rank");
        Size = Ask("MPI_Comm_size");
    }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Size { get; }

    /// <inheritdoc/>
    public string Name => _mpi.Version;

    /// <summary>Joins the others.</summary>
    /// <param name="mpi">The library.</param>
    /// <param name="launch">What the launcher said.</param>
    /// <exception cref="DbdException">The library does not see the processes that the launcher says it started.</exception>
    public static MpiProcessGroup Join(MpiLibrary mpi, Launch launch)
    {
        MpiProcessGroup group = new(mpi);
        if (group.Size == launch.Size && group.Rank == launch.Rank)
            return group;
        throw new DbdException(
            $"{launch.Starter} says that it started {launch.Size} processes, of which this is number {launch.Rank}; "
                + $"{mpi.Version} sees {group.Size}, of which this is number {group.Rank}. Each would do the whole run. "
                + "Use the launcher that belongs to the library.");
    }

    /// <inheritdoc/>
    public void Sum(Tensor tensor)
    {
        if (tensor.dtype == ScalarType.Float32)
            InMemory(tensor, host => Sum<float>(host, _abi.Float));
        else if (tensor.dtype == ScalarType.Float64)
            InMemory(tensor, host => Sum<double>(host, _abi.Double));
        else
            throw new ArgumentException($"{tensor.dtype} is neither float32 nor float64.", nameof(tensor));
    }

    /// <inheritdoc/>
    public void Sum(Span<double> numbers)
    {
        fixed (double* p = numbers)
        {
            Check(_allReduce(_abi.InPlace, p, numbers.Length, _abi.Double, _abi.Sum, _abi.World));
        }
    }

    /// <inheritdoc/>
    public Tensor Gather(Tensor tensor)
    {
        using Tensor host = tensor.cpu().contiguous();
        long rowBytes = host.shape[1..].Aggregate(host.element_size(), (a, b) => a * b);
        double[] rows = new double[Size];
        rows[Rank] = host.shape[0];
        Sum(rows);
        int[] counts = Array.ConvertAll(rows, r => checked((int)((long)r * rowBytes)));
        int[] offsets = new int[Size];
        for (int i = 1; i < Size; i++)
            offsets[i] = checked(offsets[i - 1] + counts[i - 1]);
        Tensor all = empty([(long)rows.Sum(), .. host.shape[1..]], host.dtype);
        fixed (int* c = counts, o = offsets)
        {
            Check(_allGather(Memory(host), counts[Rank], _abi.Byte, Memory(all), c, o, _abi.Byte, _abi.World));
        }
        return tensor.device_type == TorchSharp.DeviceType.CPU ? all : all.to(tensor.device);
    }

    /// <inheritdoc/>
    public void Broadcast(Tensor tensor) =>
        InMemory(tensor, host => Check(_broadcast(Memory(host), host.bytes.Length, _abi.Byte, 0, _abi.World)));

    /// <inheritdoc/>
    public IProcessGroup On(Device device, Action<string> note) =>
        (IProcessGroup?)(_onGpus ??= NcclProcessGroup.Over(this, device, note)) ?? this;

    /// <inheritdoc/>
    public void Abort(int exitCode) =>
        _ = ((delegate* unmanaged[Cdecl]<nint, int, int>)_mpi.Symbol("MPI_Abort"))(_abi.World, exitCode);

    /// <summary>Waits for the others and ends. Not where this process fails alone: the others would never come.</summary>
    public void Dispose()
    {
        _onGpus?.Dispose();
        Check(((delegate* unmanaged[Cdecl]<int>)_mpi.Symbol("MPI_Finalize"))());
    }

    private static void InMemory(Tensor tensor, Action<Tensor> what)
    {
        if (tensor.device_type == TorchSharp.DeviceType.CPU && tensor.is_contiguous())
        {
            what(tensor);
            return;
        }
        using Tensor host = tensor.cpu().contiguous();
        what(host);
        tensor.copy_(host);
    }

    private void Sum<T>(Tensor host, nint type)
        where T : unmanaged =>
        Check(_allReduce(_abi.InPlace, Memory(host), host.bytes.Length / sizeof(T), type, _abi.Sum, _abi.World));

    // libtorch's memory does not move.
    private static void* Memory(Tensor host) => Unsafe.AsPointer(ref MemoryMarshal.GetReference(host.bytes));

    private int Ask(string function)
    {
        int answer;
        Check(((delegate* unmanaged[Cdecl]<nint, int*, int>)_mpi.Symbol(function))(_abi.World, &answer));
        return answer;
    }

    // By default both implementations end all processes themselves where a call fails.
    private void Check(int error)
    {
        if (error != 0)
            throw new DbdException($"{_mpi.Version}: a call failed with error {error}. Look at what the launcher printed.");
    }
}
