using Dbd.Configuration;
using Dbd.Data;
using Dbd.Reports.Html;
using Dbd.Runs;
using Dbd.Serialization;
using Dbd.Suspicion;
using Dbd.Torch.Defenses.Budgeting;
using Dbd.Torch.Defenses.Catalog;
using Dbd.Torch.Defenses.Recipe;
using Dbd.Torch.Inspection;
using Dbd.Torch.Runtime;
using Dbd.Torch.Stages;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Torch.Defenses;

/// <summary>Trains a model on data that may be poisoned, and says how suspicious each sample is: DBD's three stages and a witness, without
/// any knowledge of an attack.</summary>
/// <param name="options">What is asked.</param>
/// <param name="observers">Of every stage, and of what is said between them.</param>
public sealed class Defender(DefenseOptions options, params IReadOnlyList<IRunObserver> observers)
{
    private static readonly WitnessedDbd s_defense = new();
    private readonly IReadOnlyList<IRunObserver> _observers = RunObservers.Guarded(observers);

    /// <summary>Runs what is not done yet, on the thread that calls it.</summary>
    /// <param name="progress">Is told how far the whole is, a few times a second at most; null where nobody looks.</param>
    /// <param name="cancellation">Stops within a step; the same call with the same options goes on.</param>
    /// <returns>What was found, and where the files are.</returns>
    /// <exception cref="ConfigException">The options, the data's path or the folder are wrong, or the budget is too short.</exception>
    /// <exception cref="DbdException">The data are damaged, or a stage failed.</exception>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public DefenseResult Run(IProgress<DefenseProgress>? progress = null, CancellationToken cancellation = default)
    {
        long begin = options.Time.GetTimestamp();
        DefenseFolder folder = DefenseFolder.Of(options);
        DefenseRecipe recipe = DefenseRecipe.Load(options.Recipe);
        DatasetSplit data = Read(options.Size ?? recipe.Size, cancellation);
        DefenseRecord asked = NewRecord(data, recipe);
        using IDisposable mine = folder.Take(options);
        DefenseJournal journal = new(folder, folder.GoOn(asked, options.Out), progress, options.Time, begin);
        journal.Save(r => r);

        Plan(journal, folder, recipe, data, cancellation);
        foreach (DefenseStep step in s_defense.Steps)
        {
            if (step.Budget == BudgetUse.Rest)
                PlanAgain(journal, Usual());
            journal.Do(step.Name, () => StageCatalog.Run(Files()[step], [.. _observers, journal], cancellation));
        }
        return Conclude(journal, folder, Files().Last, cancellation);

        DefenseStages Files() => Filled(recipe, folder, data, journal.Plan).WriteTo(folder.Configs, data, options.Gpu);

        DefensePlan Usual() => Fill(recipe, folder, data).Plan(data.Train.Count);
    }

    private FilledRecipe Fill(DefenseRecipe recipe, DefenseFolder folder, DatasetSplit data) =>
        recipe.Fill(options.Source(folder, data, options.Size ?? recipe.Size), folder.Configs);

    private FilledRecipe Filled(DefenseRecipe recipe, DefenseFolder folder, DatasetSplit data, DefensePlan? plan)
    {
        FilledRecipe filled = Fill(recipe, folder, data);
        return (plan is not null && IsPlanned(recipe) ? filled.With(plan) : filled).ForSamples(data.Train.Count);
    }

    // A recipe of one's own is run as it stands, unless it has to fit into a budget.
    private bool IsPlanned(DefenseRecipe recipe) => recipe.IsBuiltIn || options.BudgetOrDefault is not null;

    private DatasetSplit Read(int size, CancellationToken cancellation)
    {
        try
        {
            _ = DataCatalog.FormatIn(options.Data);
        }
        catch (DbdException e) when (e is not ConfigException)
        {
            throw new ConfigException("DATA", e.Message, inner: e);
        }
        DatasetSplit data = DataCatalog.Read(options.Data, options.Reading(size), cancellation);
        StageData.Tell(data.Warnings, Note);
        if (data.Train.ClassNames.Count < 2)
            throw new ConfigException("DATA", $"{options.Data} has a single class.", "A classifier needs two at least.");
        Note($"{data.Train.Count:N0} training and {data.Test.Count:N0} test pictures of {data.Train.ClassNames.Count} classes.");
        return data;
    }

    private DefenseRecord NewRecord(DatasetSplit data, DefenseRecipe recipe)
    {
        string? budget = options.BudgetOrDefault is { } time ? Duration.Text(time) : null;
        return DefenseRecord.New(
            new DefenseSettings(DataFingerprint.Of(data.Train, data.Test), recipe.Hash, options.Size ?? recipe.Size, options.Seed, budget),
            new DefenseData(Path.GetFullPath(UserPath.Expand(options.Data)), data.Train.Count, data.Test.Count, data.Train.ClassNames),
            options.Command,
            MachineInfo.Describe(options.Gpu),
            options.Time.GetUtcNow());
    }

    // What the recipe has of everything, fitted into the budget if there is one, by what this machine takes for it.
    private void Plan(DefenseJournal journal, DefenseFolder folder, DefenseRecipe recipe, DatasetSplit data, CancellationToken cancellation)
    {
        if (journal.Record.Plan is null)
        {
            FilledRecipe filled = Fill(recipe, folder, data);
            EnoughPictures.Check(filled.ForSamples(data.Train.Count), data);
            DefensePlan usual = filled.Plan(data.Train.Count);
            if (options.BudgetOrDefault is { } wanted && wanted < DefenseGlance.Longest && !Directory.Exists(folder.Calibration.Path))
                new DefenseGlance(recipe, folder.Glance, options, cancellation)
                    .Check(wanted, journal.Spent, data, journal.Record.Settings.Size);
            Note("Calibration: the whole in small, to know what it takes on this machine.");
            Costs costs = null!;
            journal.Again(DefensePart.Calibration, () =>
                costs = new DefenseCalibration(recipe, folder.Calibration, options, Note, cancellation)
                    .Measure(data, journal.Record.Settings));
            DefensePlan plan = options.BudgetOrDefault is { } budget ? Budget.Fit(budget, journal.Spent, costs, usual) : usual;
            journal.Save(r => r with { Costs = costs, Plan = plan });
        }
        folder.Calibration.Delete();
        Say(journal, "Plan");
    }

    // The last stage takes the time that is really left. Once it has begun its plan stays, or its schedule would break.
    private void PlanAgain(DefenseJournal journal, DefensePlan usual)
    {
        if (journal.Record.LastPlan is not null)
            return;
        DefensePlan plan = journal.Record.Plan!;
        Costs costs = journal.Record.Costs!.Times(Pace(journal.Record));
        if (options.BudgetOrDefault is { } budget)
            plan = Budget.Again(plan, budget, journal.Spent, costs, usual);
        journal.Save(r => r with { Costs = costs, LastPlan = plan });
        Say(journal, "The rest, by the time that is left");
    }

    // How much slower the machine was in stage 1 than it was when calibrated.
    private static double Pace(DefenseRecord record) =>
        record.Parts[WitnessedDbd.Features.Name] / (record.Plan!.SimClr * record.Costs!.SimClrEpoch);

    private void Say(DefenseJournal journal, string what)
    {
        DefensePlan plan = journal.Plan!;
        RunPlan runs = plan.Runs(journal.Record.Costs!, journal.Record.Parts.Keys.Except([DefensePart.Evidence, DefensePart.Report]));
        new RunObservers([.. _observers, journal]).OnPlan(runs);
        string within = options.BudgetOrDefault is { } budget ? $", of {Duration.Text(budget)}" : "";
        Note($"{what}: {plan}; about {Duration.Text(journal.Left!.Value)} more{within}.");
    }

    private DefenseResult Conclude(DefenseJournal journal, DefenseFolder folder, StageRequest final, CancellationToken cancellation)
    {
        DefenseResult result = null!;
        IReadOnlyList<Suspect> suspects = [];
        journal.Again(DefensePart.Evidence, () =>
        {
            Note("Looking at every training sample.");
            using Looking looking = new(final, _ => { }, cancellation);
            (Suspicions suspicions, suspects) = looking.Write(folder.Files.Suspects);
            result = new DefenseResult(
                looking.BenignAccuracy, [.. suspicions.Sentences(journal.Record.Data.Classes)], suspicions, folder.Files)
                {
                    TestPictures = journal.Record.Data.Test,
                };
            AtomicFile.WriteBytes(folder.Files.Model, File.ReadAllBytes(looking.Checkpoint));
            looking.Export(folder.Files.Onnx);
        });
        journal.Again(DefensePart.Report, () =>
        {
            ReportRequest request = new()
            {
                Runs = [FinishedRun.Of(final) with { Suspects = suspects, Verdict = result.Findings }],
                MapSamples = journal.Plan!.MapSamples,
            };
            HtmlReportFile.Write(folder.Files.Report, Report.Make(request, Note, options.Time, cancellation));
        });
        DefenseOutcome outcome = new(result.BenignAccuracy, suspects.Count(s => s.IsSuspected), result.Findings, result.Target);
        journal.Save(r => r with { Outcome = outcome, Configs = folder.ConfigTexts });
        return result;
    }

    private void Note(string note) => new RunObservers(_observers).OnNote(note);
}
