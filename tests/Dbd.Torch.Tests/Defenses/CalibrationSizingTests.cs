using Dbd.Data;
using Dbd.Data.Synthesis;
using Dbd.Torch.Defenses;
using Dbd.Torch.Defenses.Budgeting;
using Dbd.Torch.Defenses.Recipe;

using Xunit;

namespace Dbd.Torch.Tests.Defenses;

/// <summary>How much a calibration trains, of the time that it has.</summary>
public sealed class CalibrationSizingTests
{
    private const double Pass = 1e-3;

    private static readonly DatasetSplit s_data =
        new(Synthetic.Generate(seed: 1, SyntheticSplit.Train, 5000), Synthetic.Generate(seed: 1, SyntheticSplit.Test, 600), []);

    private readonly FilledRecipe _recipe = Recipe();

    private CalibrationSizing Sizing => new(_recipe, s_data, Pass);

    [Theory]
    [InlineData(1e6, 4096)]
    [InlineData(150, 2048)]
    [InlineData(100, 1024)]
    public void The_more_time_the_more_samples(double seconds, int samples) =>
        Assert.Equal(samples, Sizing.Within(seconds)!.Value.Samples);

    [Fact]
    public void What_does_not_fit_is_not_begun_and_without_a_bound_it_is_the_usual()
    {
        Assert.Null(Sizing.Within(5));
        Assert.Equal(CalibrationSizing.Usual, Sizing.Within(null));
    }

    [Fact]
    public void It_is_foretold_by_its_work_with_room_to_spare()
    {
        CalibrationSize size = CalibrationSizing.Usual;
        DatasetSplit some = Sizing.SamplesOf(size);
        Assert.Equal((4096, 512), (some.Train.Count, some.Test.Count));
        // Passes of each epoch: witness 3 and a test, SimCLR 2 x 3, linear layer 1 and a test, ranking 1 and a test; an iteration of
        // MixMatch guesses for two views and learns from four batches.
        double passes = (3 + 6 + 1 + 1) * 4096.0 + 3 * 512 + size.Iterations * (2 + 4 * 3) * _recipe.Finetune.Semi.Loader.BatchSize;
        Assert.Equal(2 * passes * Pass / 0.6, Sizing.Seconds(size), 1e-6);
    }

    private static FilledRecipe Recipe()
    {
        DefenseOptions options = new() { Data = "data", Out = "out" };
        return DefenseRecipe.Load(null).Fill(options.Source(new DefenseFolder("out"), s_data, size: 32), "configs").ForSamples(5000);
    }
}
