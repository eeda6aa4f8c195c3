using Dbd.Configuration;
using Dbd.Runs;

namespace Dbd.Torch.Defenses.Budgeting;

/// <summary>Fits a defense into a time: what the recipe has of everything, changed until it takes as long as it may.</summary>
/// <remarks>Fixed are the witness, the linear layer, and what comes after training. Of the rest SimCLR gets <see cref="SimClrShare"/>,
/// in whole epochs, and MixMatch all that is left: first in epochs of as many iterations as the recipe has, then by the number of
/// iterations, so that the sum is right. The last stage is planned again when it begins, from the time that is really left.</remarks>
internal static class Budget
{
    /// <summary>The share of the free time that SimCLR gets: about that of <c>config/cpu</c>.</summary>
    public const double SimClrShare = 0.35;

    /// <summary>The share of the free time that training on what is believed gets; SimCLR and MixMatch share the rest.</summary>
    public const double TrainShare = 0.25;

    /// <summary>More epochs of it are not trained, or as many as the recipe has.</summary>
    public const int MostTrainEpochs = 30;

    /// <summary>The paper's number of epochs; more is not trained, however long the budget.</summary>
    public const int MostSimClrEpochs = 1000;

    /// <summary>Likewise, of stage 3.</summary>
    public const int MostSemiEpochs = 190;

    /// <summary>Likewise, iterations in an epoch of stage 3.</summary>
    public const int MostIterations = 1024;

    // Ends a little early rather than late: a budget is a promise.
    private const double Aim = 0.97;

    // One ranking before and one after the model has learned something.
    private const int LeastSemiEpochs = 2;

    // Ranking more often than this would be all that stage 3 does.
    private const int LeastIterations = 10;

    // Of the whole budget, what maps may take.
    private const double MapShare = 0.04;

    private const int LeastMapSamples = 300;

    /// <summary>A plan for the whole.</summary>
    /// <param name="budget">How long the whole may take.</param>
    /// <param name="spent">How much of it is gone.</param>
    /// <param name="costs">What everything takes.</param>
    /// <param name="recipe">How much of everything there is where time does not matter.</param>
    /// <param name="basis">What the costs rest on, for a refusal.</param>
    /// <exception cref="ConfigException">The budget is too short.</exception>
    public static DefensePlan Fit(TimeSpan budget, TimeSpan spent, Costs costs, DefensePlan recipe, string basis)
    {
        DefensePlan plan = recipe with { MapSamples = MapSamples(budget, costs, recipe.MapSamples) };
        double free = budget.TotalSeconds * Aim - spent.TotalSeconds
            - plan.Witness * costs.WitnessEpoch - plan.Warmup * costs.WarmupEpoch - (plan with { Train = 0 }).AfterTraining(costs);
        plan = plan with { Train = TrainEpochs(free, costs, recipe.Train) };
        free -= plan.Train * costs.TrainEpoch;
        plan = plan with { SimClr = Math.Clamp((int)(SimClrShare * free / costs.SimClrEpoch), 1, MostSimClrEpochs) };
        double semi = free - plan.SimClr * costs.SimClrEpoch;
        double least = costs.Ranking + LeastIterations * costs.Iteration;
        if (semi < least)
            throw TooShort(budget, budget.TotalSeconds + (least - semi) / (Aim - MapShare), basis);
        return WithSemi(plan, semi, costs, recipe.Iterations);
    }

    /// <summary>The same plan with another last stage, for the time that is left; the shortest where that is too little.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="budget">How long the whole may take.</param>
    /// <param name="spent">How much of it is gone.</param>
    /// <param name="costs">What everything takes, as far as is known now.</param>
    /// <param name="recipe">As for <see cref="Fit"/>.</param>
    public static DefensePlan Again(DefensePlan plan, TimeSpan budget, TimeSpan spent, Costs costs, DefensePlan recipe)
    {
        double semi = budget.TotalSeconds * Aim - spent.TotalSeconds - plan.Warmup * costs.WarmupEpoch - plan.AfterTraining(costs);
        return WithSemi(plan, semi, costs, recipe.Iterations);
    }

    private static DefensePlan WithSemi(DefensePlan plan, double seconds, Costs costs, int usual)
    {
        int epochs = Math.Clamp((int)Math.Round(seconds / (costs.Ranking + usual * costs.Iteration)), LeastSemiEpochs, MostSemiEpochs);
        if (IterationsIn(epochs) < LeastIterations)
            epochs = Math.Max(1, (int)(seconds / (costs.Ranking + LeastIterations * costs.Iteration)));
        return plan with { Semi = epochs, Iterations = Math.Clamp(IterationsIn(epochs), LeastIterations, MostIterations) };

        int IterationsIn(int parts) => (int)Math.Min(MostIterations, Math.Max(0, (seconds / parts - costs.Ranking) / costs.Iteration));
    }

    private static int TrainEpochs(double free, Costs costs, int usual) => usual == 0
        ? 0
        : Math.Clamp((int)(TrainShare * free / costs.TrainEpoch), 1, Math.Max(MostTrainEpochs, usual));

    private static int MapSamples(TimeSpan budget, Costs costs, int most) =>
        Math.Min(most, (int)Math.Max(LeastMapSamples, Math.Sqrt(MapShare * budget.TotalSeconds / DefensePlan.Maps / costs.MapPair)));

    private static ConfigException TooShort(TimeSpan budget, double least, string basis) => new(
        "--budget",
        $"{Duration.Text(budget)} is too short for these data on this machine, {basis}.",
        $"Give it at least {Duration.Text(Duration.OfSeconds(Math.Ceiling(least / 30) * 30))}, or fewer or smaller pictures.");
}
