using System.Runtime.InteropServices;

using Dbd.Torch.Runtime;

using static TorchSharp.torch;

namespace Dbd.Torch.Evaluation;

/// <summary>Numbers of each sample of a pass, of which each process finds those of its batches.</summary>
/// <param name="samples">Number of samples.</param>
/// <param name="batchSize">Samples in a batch.</param>
/// <param name="width">Numbers of a sample.</param>
internal sealed class PassResult(int samples, int batchSize, int width = 1)
{
    private readonly float[] _values = new float[samples * width];

    /// <summary>Batches of the pass.</summary>
    public int Batches => BatchesOf(samples, batchSize);

    /// <summary>Batches of a pass.</summary>
    public static int BatchesOf(int samples, int batchSize) => (samples + batchSize - 1) / batchSize;

    /// <summary>Takes what was found of a batch.</summary>
    /// <param name="batch">Which batch of the pass, from 0.</param>
    /// <param name="found">[samples of the batch] or [samples of the batch, width]; labels are exact as float32.</param>
    public void Put(int batch, Tensor found)
    {
        using Tensor host = found.to(ScalarType.Float32).cpu().contiguous();
        MemoryMarshal.Cast<byte, float>(host.bytes).CopyTo(_values.AsSpan(batch * batchSize * width));
    }

    /// <summary>What all processes found: each adds zeros to what it did not look at, which changes no bit.</summary>
    /// <returns>[samples * width], in the order of the pass.</returns>
    public float[] OfAll(IProcessGroup group)
    {
        if (group.Size == 1 || _values.Length == 0)
            return _values;
        using Tensor all = tensor(_values);
        group.Sum(all);
        MemoryMarshal.Cast<byte, float>(all.bytes).CopyTo(_values);
        return _values;
    }
}
