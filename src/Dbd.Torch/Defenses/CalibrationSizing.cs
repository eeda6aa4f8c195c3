using Dbd.Data;
using Dbd.Torch.Defenses.Budgeting;
using Dbd.Torch.Defenses.Recipe;

namespace Dbd.Torch.Defenses;

/// <summary>Chooses how much a calibration trains.</summary>
/// <param name="recipe">The recipe, fitted to the data.</param>
/// <param name="data">All data.</param>
/// <param name="pass">What a forward pass of a picture takes, seconds.</param>
internal sealed class CalibrationSizing(FilledRecipe recipe, DatasetSplit data, double pass)
{
    // Beside its epochs it builds networks and warms up.
    private const double ShareOfEpochs = 0.6;

    private const int MostTest = 512;

    private static readonly CalibrationSize[] s_sizes = [new(4096, 30), new(2048, 20), new(1024, 15), new(512, 10)];

    /// <summary>The largest one.</summary>
    public static CalibrationSize Usual => s_sizes[0];

    /// <summary>The largest one that surely ends in time; null where none does.</summary>
    /// <param name="seconds">The time; null is as long as it takes.</param>
    public CalibrationSize? Within(double? seconds) => seconds is not { } most
        ? Usual
        : s_sizes.Where(size => Seconds(size) <= most).Select(size => (CalibrationSize?)size).FirstOrDefault();

    /// <summary>What it takes, about, seconds. All epochs are trained twice, once to warm up.</summary>
    public double Seconds(CalibrationSize size)
    {
        Costs costs = EstimatedCosts.By(pass, SamplesOf(size), recipe);
        return 2 / ShareOfEpochs * (costs.WitnessEpoch + costs.SimClrEpoch + costs.WarmupEpoch + costs.Ranking
            + size.Iterations * costs.Iteration);
    }

    /// <summary>The samples that it works on, evenly from all.</summary>
    public DatasetSplit SamplesOf(CalibrationSize size) => Some(data, Math.Max(size.Samples, 4 * recipe.LargestBatch), MostTest);

    /// <summary>Some samples, evenly from all: where data lie class by class, the first ones are of one class.</summary>
    public static DatasetSplit Some(DatasetSplit data, int train, int test) => new(Some(data.Train, train), Some(data.Test, test), []);

    private static Subset Some(IImageSource data, int most)
    {
        int count = Math.Min(most, data.Count);
        return new Subset(data, [.. Enumerable.Range(0, count).Select(i => (int)((long)i * data.Count / count))]);
    }
}
