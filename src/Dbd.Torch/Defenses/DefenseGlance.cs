using Dbd.Configuration;
using Dbd.Data;
using Dbd.Torch.Defenses.Budgeting;
using Dbd.Torch.Defenses.Catalog;
using Dbd.Torch.Defenses.Recipe;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Torch.Defenses;

/// <summary>A first look, of seconds: a few steps of the witness tell what a pass of a picture takes, and that what all takes, about. So a
/// budget that is far out of reach is refused at once, and a calibration is made no longer than a budget bears.</summary>
/// <param name="folder">Where it works; gone afterwards.</param>
/// <param name="options">What is asked.</param>
/// <param name="cancellation">Stops within a step.</param>
internal sealed class DefenseGlance(DefenseFolder folder, DefenseOptions options, CancellationToken cancellation)
{
    /// <summary>How many steps it takes; the first warms the machine up.</summary>
    public const int Steps = 3;

    private const int Tests = 32;

    // Begun cold, beside other work: half of what it saw is surely needed, and a half more is surely enough.
    private const double Surely = 0.5;
    private const double Amply = 1.5;

    /// <summary>What a forward pass of a picture takes, seconds.</summary>
    /// <param name="recipe">The recipe, fitted to the data.</param>
    /// <param name="data">All data.</param>
    public double SecondsOfPass(FilledRecipe recipe, DatasetSplit data)
    {
        int batch = recipe.Witness.Loader.BatchSize;
        DatasetSplit some = CalibrationSizing.Some(data, Steps * batch, Tests);
        TimedEpoch? last = null;
        folder.Delete(options);
        try
        {
            StageRequest witness = recipe.With(DefensePlan.Small(some.Train.Count, iterations: 1) with { Witness = 1 })
                .WriteTo(folder.Configs, some, options.Gpu, options.Group)[WitnessedDbd.Witness];
            StageCatalog.Run(witness, [new StageClock((_, timed) => last = timed)], cancellation);
        }
        finally
        {
            folder.Delete(options);
        }
        // Of several processes only the first is told.
        return (last?.Step ?? 0) / (batch * StageWork.Learning);
    }

    /// <summary>Refuses a budget that is far out of reach.</summary>
    /// <param name="budget">How long the whole may take.</param>
    /// <param name="spent">How much of it is gone.</param>
    /// <param name="costs">What everything takes, estimated.</param>
    /// <param name="usual">How much of everything there is where time does not matter.</param>
    /// <param name="basis">What the estimate rests on, for the message.</param>
    /// <exception cref="ConfigException">It is too short: says how long it should be.</exception>
    public static void Check(TimeSpan budget, TimeSpan spent, Costs costs, DefensePlan usual, string basis)
    {
        try
        {
            Budget.Fit(budget, spent, costs.Times(Surely), usual, basis);
        }
        catch (ConfigException)
        {
            Budget.Fit(budget, spent, costs.Times(Amply), usual, basis);
            throw;
        }
    }
}
