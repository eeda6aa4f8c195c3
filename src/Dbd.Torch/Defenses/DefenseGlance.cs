using Dbd.Configuration;
using Dbd.Data;
using Dbd.Torch.Defenses.Budgeting;
using Dbd.Torch.Defenses.Catalog;
using Dbd.Torch.Defenses.Recipe;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Torch.Defenses;

/// <summary>Refuses a budget that is far out of reach within seconds: a few steps of the witness tell what a pass of a picture takes, and
/// that what everything takes, about. A calibration, which is exact, would itself take longer than such a budget.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="folder">Where it works; gone afterwards.</param>
/// <param name="options">What is asked.</param>
/// <param name="cancellation">Stops within a step.</param>
internal sealed class DefenseGlance(
    DefenseRecipe recipe, DefenseFolder folder, DefenseOptions options, CancellationToken cancellation)
{
    /// <summary>A longer budget is worth a calibration.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    // The first warms the machine up.
    private const int Steps = 3;
    private const int Tests = 32;

    // Begun cold, beside other work: half of what it saw is surely needed, and a half more is surely enough.
    private const double Surely = 0.5;
    private const double Amply = 1.5;

    /// <summary>Looks. Of several processes the first judges what it saw.</summary>
    /// <param name="budget">How long the whole may take.</param>
    /// <param name="spent">How much of it is gone.</param>
    /// <param name="data">All data.</param>
    /// <param name="size">The side of every picture.</param>
    /// <exception cref="ConfigException">The budget is too short by far: says how long it should be.</exception>
    public void Check(TimeSpan budget, TimeSpan spent, DatasetSplit data, int size)
    {
        FilledRecipe usual = recipe.Fill(options.Source(folder, data, size), folder.Configs);
        FilledRecipe fitted = usual.ForSamples(data.Train.Count);
        double pass = SecondsOfPass(fitted, data);
        if (!options.IsFirst)
            return;
        DatasetSplit some = DefenseCalibration.SomeOf(data, fitted, DefenseCalibration.Little.Samples);
        double calibration = DefenseCalibration.SecondsOf(CostsBy(pass, some, fitted), DefenseCalibration.Little.Iterations);
        Costs costs = CostsBy(pass, data, fitted);
        DefensePlan plan = usual.Plan(data.Train.Count);
        try
        {
            Budget.Fit(budget, spent + TimeSpan.FromSeconds(Surely * calibration), costs.Times(Surely), plan);
        }
        catch (ConfigException)
        {
            Budget.Fit(budget, spent + TimeSpan.FromSeconds(Amply * calibration), costs.Times(Amply), plan);
            throw;
        }
    }

    private double SecondsOfPass(FilledRecipe fitted, DatasetSplit data)
    {
        int batch = fitted.Witness.Loader.BatchSize;
        DatasetSplit some = DefenseCalibration.SomeOf(data, Steps * batch, Tests);
        TimedEpoch? last = null;
        folder.Delete(options);
        try
        {
            StageRequest witness = fitted.With(DefenseCalibration.Small(some, iterations: 1) with { Witness = 1 })
                .WriteTo(folder.Configs, some, options)[WitnessedDbd.Witness];
            StageCatalog.Run(witness, [new StageClock((_, timed) => last = timed)], cancellation);
        }
        finally
        {
            folder.Delete(options);
        }
        // Nothing is told to the others.
        return (last?.Step ?? 0) / (batch * StageWork.Learning);
    }

    // As the phases of the stages count their work; maps are left out.
    private static Costs CostsBy(double pass, DatasetSplit data, FilledRecipe recipe)
    {
        (double train, double test) = (pass * data.Train.Count, pass * data.Test.Count);
        return new Costs
        {
            WitnessEpoch = StageWork.Learning * train + test,
            SimClrEpoch = 2 * StageWork.Learning * train,
            WarmupEpoch = train + test,
            Ranking = train + test,
            Iteration = pass * (2 + (2 + recipe.Finetune.Semi.MixMatch.LabeledBatches) * StageWork.Learning)
                * recipe.Finetune.Semi.Loader.BatchSize,
            Evidence = (DefenseCalibration.Passes - 1) * train,
            MapPair = 1e-9,
        };
    }
}
