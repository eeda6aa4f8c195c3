using Dbd.Data;
using Dbd.Torch.Defenses.Budgeting;
using Dbd.Torch.Defenses.Recipe;
using Dbd.Torch.Stages;

namespace Dbd.Torch.Defenses;

/// <summary>What everything takes, about, by the work that it is: from what a pass of a picture through the network takes.</summary>
internal static class EstimatedCosts
{
    // Of two thousand samples a map takes some seconds; it is measured where there is time.
    private const double UsualMapPair = 2e-6;

    /// <summary>The estimate, as the phases of the stages count their work.</summary>
    /// <param name="pass">What a forward pass of a picture takes, seconds.</param>
    /// <param name="data">The data.</param>
    /// <param name="recipe">The recipe, fitted to them.</param>
    public static Costs By(double pass, DatasetSplit data, FilledRecipe recipe)
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
            MapPair = UsualMapPair,
        };
    }
}
