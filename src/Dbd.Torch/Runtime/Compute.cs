using Dbd.Torch.Runtime.Native;

using static TorchSharp.torch;

namespace Dbd.Torch.Runtime;

/// <summary>What a run computes with.</summary>
/// <param name="Device">Where networks and batches are.</param>
/// <param name="Precision">Number format of convolutions: <see cref="Precision.Fp32"/> or <see cref="Precision.Bf16"/>, decided.</param>
/// <param name="Threads">Threads of libtorch's operators.</param>
/// <param name="Group">The processes that train together.</param>
public sealed record Compute(Device Device, Precision Precision, int Threads, IProcessGroup Group)
{
    /// <summary>The CPU, float32, as many threads as libtorch has, one process.</summary>
    /// <exception cref="DbdException">libtorch cannot be loaded.</exception>
    public static Compute OnCpu
    {
        get
        {
            NativeRuntime.Load();
            return new Compute(CPU, Precision.Fp32, get_num_threads(), Alone.Instance);
        }
    }

    /// <summary>What a person asks for, as far as this machine has it. The number of threads changes for the whole process.</summary>
    /// <param name="gpu"><c>cpu</c>, or the number of a CUDA device.</param>
    /// <param name="precision">Of the convolutions; <see cref="Precision.Auto"/> is decided here.</param>
    /// <param name="threads">Threads of libtorch's operators; 0 is one a core.</param>
    /// <param name="note">Is told what was decided, and what is slower than it need be.</param>
    /// <param name="group">The processes that train together; null is this one alone. What is decided, the first decides for all.</param>
    /// <exception cref="Configuration.ConfigException">There is no such device.</exception>
    /// <exception cref="DbdException">libtorch cannot be loaded.</exception>
    public static Compute Choose(string gpu, Precision precision, int threads, Action<string> note, IProcessGroup? group = null)
    {
        Device device = Devices.Select(gpu, note);
        group ??= Alone.Instance;
        ComputeThreads.Use(group.Size > 1 ? ComputeThreads.Shared(threads, group, note) : threads);
        Precision decided = Agreed(Decide(precision, device.type == TorchSharp.DeviceType.CPU, note), group);
        return new Compute(device, decided, get_num_threads(), group.On(device, note));
    }

    // Each has measured its own speed.
    private static Precision Agreed(Precision mine, IProcessGroup group)
    {
        if (group.Size == 1)
            return mine;
        using Tensor first = tensor((int)mine);
        group.Broadcast(first);
        return (Precision)first.item<int>();
    }

    private static Precision Decide(Precision asked, bool isCpu, Action<string> note)
    {
        if (asked == Precision.Bf16 && isCpu && ProductRate.Faster() != Precision.Bf16)
            note(
                $"Precision: bf16, as asked, and slower here than fp32 (products: {ProductRate.Text()}): "
                    + "precision: auto takes the faster one.");
        if (asked != Precision.Auto)
            return asked;
        Precision faster = isCpu ? ProductRate.Faster() : Precision.Bf16;
        note($"Precision: {faster.ToString().ToLowerInvariant()}, the faster one here.");
        return faster;
    }
}
