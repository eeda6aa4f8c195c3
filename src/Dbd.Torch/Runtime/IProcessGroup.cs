using static TorchSharp.torch;

namespace Dbd.Torch.Runtime;

/// <summary>The processes that train one run together. Each computes its share of a batch; what has to be the same in all of them goes
/// through here. Training calls it, nobody else. All of them make the same calls in the same order: each waits for the others.</summary>
public interface IProcessGroup
{
    /// <summary>Which of them this process is, from 0.</summary>
    int Rank { get; }

    /// <summary>How many they are.</summary>
    int Size { get; }

    /// <summary>How they speak, for logs: <c>Open MPI 4.1.4</c>; empty for one process.</summary>
    string Name { get; }

    /// <summary>Adds up a tensor over all processes, in place. The sum is the same in each, to the bit.</summary>
    /// <param name="tensor">float32 or float64, of the same shape and type in each.</param>
    void Sum(Tensor tensor);

    /// <summary>Adds up numbers over all processes, in place.</summary>
    /// <param name="numbers">As many in each.</param>
    void Sum(Span<double> numbers);

    /// <summary>Puts the tensors of all processes behind each other, in the order of their ranks.</summary>
    /// <param name="tensor">[rows, ...]; only the number of rows may differ, and may be 0.</param>
    /// <returns>A new tensor, the same in each.</returns>
    Tensor Gather(Tensor tensor);

    /// <summary>Gives all processes what process 0 has, in place.</summary>
    /// <param name="tensor">Of the same shape and type in each.</param>
    void Broadcast(Tensor tensor);

    /// <summary>The same processes for work on a device: its memory may reach the others by a shorter way.</summary>
    /// <param name="device">What this process computes on.</param>
    /// <param name="note">Is told what is slower than it need be.</param>
    IProcessGroup On(Device device, Action<string> note) => this;

    /// <summary>Ends all processes, since this one cannot go on.</summary>
    /// <param name="exitCode">What the launcher shall return.</param>
    void Abort(int exitCode);
}
