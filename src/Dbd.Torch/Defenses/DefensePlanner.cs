using Dbd.Configuration;
using Dbd.Data;
using Dbd.Runs;
using Dbd.Suspicion;
using Dbd.Torch.Defenses.Budgeting;
using Dbd.Torch.Defenses.Catalog;
using Dbd.Torch.Defenses.Recipe;

namespace Dbd.Torch.Defenses;

/// <summary>Plans a defense: what the recipe has of everything, fitted into the budget if there is one, by what this machine takes for
/// it.</summary>
/// <param name="options">What is asked.</param>
/// <param name="fill">The recipe, for the data and a folder.</param>
/// <param name="data">All data.</param>
/// <param name="folder">The defense's folder.</param>
/// <param name="journal">Keeps the plan.</param>
/// <param name="observers">Are told of it.</param>
internal sealed class DefensePlanner(
    DefenseOptions options, Func<DefenseFolder, FilledRecipe> fill, DatasetSplit data, DefenseFolder folder, DefenseJournal journal,
    IReadOnlyList<IRunObserver> observers)
{
    /// <summary>The share of a budget that a calibration takes at most.</summary>
    public const double CalibrationShare = 0.1;

    private readonly FilledRecipe _recipe = fill(folder);
    private readonly RunObservers _observers = new([.. observers, journal]);

    /// <summary>How much of everything there is where time does not matter.</summary>
    private DefensePlan Usual => _recipe.Plan(data.Train.Count);

    /// <summary>Makes the plan, unless an earlier start did.</summary>
    /// <exception cref="ConfigException">The data are too few, or the budget too short.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public void Plan(CancellationToken cancellation)
    {
        if (journal.Record.Plan is null)
        {
            EnoughPictures.Check(_recipe.ForSamples(data.Train.Count), data);
            (Costs costs, string basis) = journal.Record.Costs is { } known
                ? (known, "by the calibration of an earlier start")
                : Calibrate(cancellation);
            journal.Save(r => r with
            {
                Costs = costs,
                Plan = options.BudgetOrDefault is { } budget ? Budget.Fit(budget, journal.Spent, costs, Usual, basis) : Usual,
            });
        }
        folder.Calibration.Delete(options);
        Say("Plan");
    }

    /// <summary>Foretells from the witness how good the judge will be, before the long stages: there is still time to stop. Only the
    /// built-in recipe was measured for it.</summary>
    /// <param name="witness">The witness's accuracy, in [0, 1].</param>
    public void Foretell(double witness)
    {
        DefensePlan plan = journal.Record.Plan!;
        if (journal.Record.Forecast is not null || !_recipe.IsBuiltIn || journal.Record.Parts.ContainsKey(WitnessedDbd.Features.Name))
            return;
        JudgeForecast forecast = JudgeForecast.Of(witness, plan.Semi * plan.Iterations, data.Train.ClassNames.Count);
        if (!forecast.IsEnough)
            forecast = forecast with { Budget = Text(JudgeForecast.IterationsFrom(witness)) };
        journal.Save(r => r with { Forecast = forecast });
        foreach (string sentence in forecast.Sentences(witness))
            _observers.OnNote(sentence);
    }

    /// <summary>A judgement with a budget that would do, where the judge was too weak to tell.</summary>
    public Judgement Advised(Judgement judgement)
    {
        DefensePlan plan = journal.Plan!;
        return _recipe.IsBuiltIn && judgement.Suspicions is { Verdict: Verdict.CannotTell, IsTooWeakToTell: true, AreTooFewToTell: false }
            ? judgement with { Budget = Text(JudgeForecast.IterationsFrom(judgement.BenignAccuracy, (double)plan.Semi * plan.Iterations)) }
            : judgement;
    }

    // Longer than this one, in any case.
    private string? Text(double iterations) =>
        JudgeForecast.BudgetFor(iterations, journal.Record.Costs!, Usual) is { } enough && !(enough <= options.BudgetOrDefault)
            ? Duration.Text(enough)
            : null;

    /// <summary>Fits the last stage of the judge into the time that is really left. Once it has begun its plan stays, or its schedule would
    /// break.</summary>
    public void PlanAgain()
    {
        if (journal.Record.LastPlan is not null)
            return;
        journal.Save(r =>
        {
            Costs costs = r.Costs!.Times(Pace(r));
            DefensePlan plan = options.BudgetOrDefault is { } budget ? Budget.Again(r.Plan!, budget, journal.Spent, costs, Usual) : r.Plan!;
            return r with { Costs = costs, LastPlan = plan };
        });
        Say("The rest, by the time that is left");
    }

    private (Costs Costs, string Basis) Calibrate(CancellationToken cancellation)
    {
        (Costs, string) measured = default;
        journal.Again(DefensePart.Calibration, () =>
        {
            FilledRecipe fitted = _recipe.ForSamples(data.Train.Count);
            DefenseCalibration calibration = new(
                place => fill(place).ForSamples(data.Train.Count), data, folder, options, _observers, cancellation);
            Costs guess = EstimatedCosts.By(calibration.Glance(journal.Record.Settings), data, fitted);
            TimeSpan? most = CalibrationShare * options.BudgetOrDefault;
            if (options.BudgetOrDefault is { } budget && options.IsFirst)
                DefenseGlance.Check(budget, journal.Spent, guess, Usual, calibration.Basis);
            _observers.OnNote("Calibration: the whole in small, to know what it takes on this machine.");
            double seconds = calibration.Seconds(most);
            double rest = (options.BudgetOrDefault - journal.Spent)?.TotalSeconds - seconds ?? Usual.Seconds(guess);
            _observers.OnPlan(new RunPlan([Part(DefensePart.Calibration, seconds), Part("training", Math.Max(1, rest))], WorkSeconds: 1));
            _observers.OnStart(Part(DefensePart.Calibration, seconds));
            measured = (calibration.Measure(most), calibration.Basis);
        });
        return measured;
    }

    private static RunStart Part(string name, double seconds) => new(name, 1, 1) { Phases = [new RunPhase(name, 1, seconds)] };

    // How much slower the machine was in stage 1 than it was when calibrated.
    private static double Pace(DefenseRecord record) =>
        record.Parts[WitnessedDbd.Features.Name] / (record.Plan!.SimClr * record.Costs!.SimClrEpoch);

    private void Say(string what)
    {
        if (!options.IsFirst)
            return;
        DefensePlan plan = journal.Plan!;
        _observers.OnPlan(plan.Runs(
            journal.Record.Costs!, journal.Record.Parts.Keys.Except([DefensePart.Evidence, DefensePart.Report])));
        string within = options.BudgetOrDefault is { } budget ? $", of {Duration.Text(budget)}" : "";
        _observers.OnNote($"{what}: {plan}; about {Duration.Text(journal.Left!.Value)} more{within}.");
    }
}
