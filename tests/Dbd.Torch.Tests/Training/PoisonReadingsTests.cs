using Dbd.Torch.Training;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Training;

public sealed class PoisonReadingsTests
{
    private static readonly float[] s_loss = [0.5f, 2, 1, 4, 0.25f];
    private static readonly long[] s_labels = [0, 1, 1, 2, 0];
    private static readonly long[] s_predicted = [0, 1, 0, 2, 1];

    [Theory]
    [InlineData(0, 1, 0, 1, 0)]
    [InlineData(1, 1, 1, 1, 1)]
    [InlineData(0, 0, 0, 0, 0)]
    public void Sums_and_counts_are_those_of_a_plain_count(params int[] poisoned)
    {
        StepResult result = Of(poisoned);
        Func<int, bool>[] members = [_ => true, i => poisoned[i] == 1, i => poisoned[i] == 0];
        List<double> sums = [.. members.Select(m => Where(m).Sum(i => (double)s_loss[i]))];
        sums.AddRange(members.Select(m => (double)Where(m).Count(i => s_labels[i] == s_predicted[i])));
        double[] counts = [.. members.Select(m => (double)Where(m).Count())];

        Assert.Equal(sums, result.Sums.Doubles());
        Assert.Equal([.. counts, .. counts], result.Counts.Doubles());
        Assert.Equal(s_loss.Average(), result.Loss.Doubles()[0], 6);
    }

    private static IEnumerable<int> Where(Func<int, bool> member) => Enumerable.Range(0, s_loss.Length).Where(member);

    private static StepResult Of(int[] poisoned) => PoisonReadings.Of(
        tensor(s_loss),
        nn.functional.one_hot(tensor(s_predicted), 3).to(ScalarType.Float32),
        new DeviceBatch(Pixels: zeros(1), tensor(s_labels), tensor([.. poisoned.Select(p => (float)p)])));
}
