namespace Dbd.Torch.Evaluation;

/// <summary>What a network makes of samples, one entry each.</summary>
/// <param name="Losses">Nats.</param>
/// <param name="Believed">The label that it finds most probable.</param>
/// <param name="LabelProbabilities">How probable it finds the label that the sample came with, in [0, 1].</param>
/// <param name="Confidences">How probable it finds the label that it believes, in [0, 1].</param>
public sealed record SampleJudgements(float[] Losses, int[] Believed, float[] LabelProbabilities, float[] Confidences)
{
    /// <summary>Number of samples.</summary>
    public int Count => Losses.Length;
}
