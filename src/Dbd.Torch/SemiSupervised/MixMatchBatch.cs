using Dbd.Batching;

namespace Dbd.Torch.SemiSupervised;

/// <summary>One iteration's data for MixMatch.</summary>
/// <param name="Step">The iteration within the epoch, from 0.</param>
/// <param name="Labeled">Credible samples, one view.</param>
/// <param name="Unlabeled">The others, two views; as many samples as one labeled batch has.</param>
internal sealed record MixMatchBatch(int Step, HostBatch Labeled, HostBatch Unlabeled) : IBatch
{
    /// <inheritdoc/>
    public int Images => Labeled.Images + Unlabeled.Images;

    /// <inheritdoc/>
    public void Dispose()
    {
        Labeled.Dispose();
        Unlabeled.Dispose();
    }
}
