using static TorchSharp.torch;

namespace Dbd.Torch.Runtime;

/// <summary>The processes that train one run together. Each computes its share of a batch; what has to be the same in all of them goes
/// through here. Training calls it, nobody else.</summary>
public interface IProcessGroup
{
    /// <summary>Which of them this process is, from 0.</summary>
    int Rank { get; }

    /// <summary>How many they are.</summary>
    int Size { get; }

    /// <summary>Adds up a tensor over all processes, in place.</summary>
    /// <param name="tensor">Of the same shape and type in each.</param>
    void Sum(Tensor tensor);

    /// <summary>Puts the tensors of all processes behind each other, in the order of their ranks.</summary>
    /// <param name="tensor">[rows, ...]; only the number of rows may differ.</param>
    /// <returns>A new tensor, the same in each.</returns>
    Tensor Gather(Tensor tensor);

    /// <summary>Gives all processes what process 0 has, in place.</summary>
    /// <param name="tensor">Of the same shape and type in each.</param>
    void Broadcast(Tensor tensor);

    /// <summary>Ends all processes, since this one cannot go on.</summary>
    /// <param name="why">A sentence.</param>
    void Abort(string why);
}
