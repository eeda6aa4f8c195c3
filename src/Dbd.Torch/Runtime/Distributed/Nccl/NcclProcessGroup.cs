using TorchSharp;

using static TorchSharp.torch;

namespace Dbd.Torch.Runtime.Distributed.Nccl;

/// <summary>Processes that each have a GPU: what lies on the GPUs goes from one to another by NCCL, all else as before.</summary>
internal sealed class NcclProcessGroup : IProcessGroup, IDisposable
{
    // libtorch's stream, unless it is told another one: what was computed before is summed, what comes after has the sum.
    private const nint Stream = 0;

    private readonly IProcessGroup _others;
    private readonly Device _device;
    private readonly NcclCalls _calls;

    /// <summary>Meets the others, all of whom do this now.</summary>
    /// <param name="others">The same processes; hands round by what NCCL finds them.</param>
    /// <param name="library">NCCL.</param>
    /// <param name="device">This process's own.</param>
    /// <exception cref="DbdException">NCCL says why not.</exception>
    public NcclProcessGroup(IProcessGroup others, NcclLibrary library, Device device)
    {
        (_others, _device) = (others, device);
        Name = $"{library.Version} and {others.Name}";
        byte[] id = others.Rank == 0 ? NcclCalls.NewId(library) : new byte[NcclCalls.IdBytes];
        using Tensor handed = tensor(id);
        others.Broadcast(handed);
        library.Use(device.index);
        _calls = new NcclCalls(library, others.Size, handed.bytes, others.Rank);
    }

    /// <inheritdoc/>
    public int Rank => _others.Rank;

    /// <inheritdoc/>
    public int Size => _others.Size;

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The processes with NCCL where all have a GPU and the library; else as they are.</summary>
    /// <param name="others">The processes.</param>
    /// <param name="device">What this one computes on.</param>
    /// <param name="note">Is told where GPUs have to do without.</param>
    /// <exception cref="DbdException">The library is not as it should be.</exception>
    public static NcclProcessGroup? Over(IProcessGroup others, Device device, Action<string> note)
    {
        bool isGpu = device.type == DeviceType.CUDA;
        NcclLibrary? library = isGpu ? NcclLibrary.Find() : null;
        double[] have = [isGpu ? 1 : 0, library is null ? 0 : 1];
        others.Sum(have);
        if (have[1] == others.Size)
            return new NcclProcessGroup(others, library!, device);
        if (have[0] > 0)
            note(
                $"{have[1]} of {others.Size} processes have a GPU and NCCL: what they tell each other goes through the memory of the CPU, "
                    + $"which is slow. Install NCCL everywhere, or name its file by {NcclLibrary.PathVariable}.");
        return null;
    }

    /// <inheritdoc/>
    public void Sum(Tensor tensor)
    {
        if (IsElsewhere(tensor))
            _others.Sum(tensor);
        else
            InPlace(tensor, t => _calls.Sum(Memory(t), t.NumberOfElements, t.dtype, Stream));
    }

    /// <inheritdoc/>
    public void Sum(Span<double> numbers) => _others.Sum(numbers);

    /// <inheritdoc/>
    public Tensor Gather(Tensor tensor)
    {
        if (IsElsewhere(tensor))
            return _others.Gather(tensor);
        using Tensor own = tensor.contiguous();
        double[] rows = new double[Size];
        rows[Rank] = own.shape[0];
        _others.Sum(rows);
        Tensor all = empty([(long)rows.Sum(), .. own.shape[1..]], own.dtype, own.device);
        long rowBytes = own.shape[1..].Aggregate(own.element_size(), (a, b) => a * b);
        _calls.Gather(Memory(own), Memory(all), Array.ConvertAll(rows, r => (long)r * rowBytes), Stream);
        return all;
    }

    /// <inheritdoc/>
    public void Broadcast(Tensor tensor)
    {
        if (IsElsewhere(tensor))
            _others.Broadcast(tensor);
        else
            InPlace(tensor, t => _calls.Broadcast(Memory(t), t.NumberOfElements * t.element_size(), Stream));
    }

    /// <inheritdoc/>
    public void Abort(int exitCode) => _others.Abort(exitCode);

    /// <summary>Leaves the others, in order. Not where this process fails alone: it would wait for sums that never come.</summary>
    public void Dispose() => _calls.Dispose();

    private static nint Memory(Tensor tensor) => DeviceMemory.Of(tensor);

    private bool IsElsewhere(Tensor tensor) => tensor.device_type != _device.type;

    private static void InPlace(Tensor tensor, Action<Tensor> what)
    {
        if (tensor.is_contiguous())
        {
            what(tensor);
            return;
        }
        using Tensor whole = tensor.contiguous();
        what(whole);
        tensor.copy_(whole);
    }
}
