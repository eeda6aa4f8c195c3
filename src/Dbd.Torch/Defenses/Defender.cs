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

/// <summary>Trains a model on data that may be poisoned, and says how suspicious each sample is: DBD's three stages and a witness judge the
/// samples, and a model is trained on what is believed, without any knowledge of an attack.</summary>
/// <param name="options">What is asked.</param>
/// <param name="observers">Of every stage, and of what is said between them.</param>
public sealed class Defender(DefenseOptions options, params IReadOnlyList<IRunObserver> observers)
{
    private readonly IReadOnlyList<IRunObserver> _observers = options.IsFirst ? RunObservers.Guarded(observers) : [];

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
        DatasetSplit data = DefensePictures.Read(options, options.Size ?? recipe.Size, Note, cancellation);
        IReadOnlyList<Suspect>? told = ToldSuspects.Read(options.SuspectsPath, folder, data);
        DefenseRecord asked = NewRecord(data, recipe);
        Agreement.Check(options.Group, FactsOf(asked));
        using IDisposable? mine = folder.Take(options);
        DefenseRecord record = Announcement.Of(options.Group, () => folder.GoOn(asked, options.Out));
        DefenseJournal journal = new(folder, record, progress, options.Time, begin, options.Group);
        journal.Save(r => r);

        Plan(journal, folder, recipe, data, cancellation);
        foreach (DefenseStep step in new WitnessedDbd().Steps)
        {
            if (step.Budget == BudgetUse.Rest)
                PlanAgain(journal, Usual());
            journal.Do(step.Name, () => Run(Files()[step]));
        }
        Judgement judgement = Judge(journal, folder, Files()[WitnessedDbd.Finetune], cancellation);
        if (Files().Last is var last && last.Stage == TrainedDbd.Final.Stage)
        {
            StageRequest obeyed = ObeyedBy(journal, last);
            journal.Do(TrainedDbd.Final.Name, () => Run(obeyed));
        }
        return Conclude(journal, folder, judgement with { Suspects = told ?? judgement.Suspects }, last, cancellation);

        void Run(StageRequest stage) => StageCatalog.Run(stage, [.. _observers, journal], cancellation);

        DefenseStages Files() => Filled(recipe, folder, data, journal.Plan)
            .WriteTo(folder.Configs, data, options, folder.Files.Suspects);

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

    private DefenseRecord NewRecord(DatasetSplit data, DefenseRecipe recipe)
    {
        string? budget = options.BudgetOrDefault is { } time ? Duration.Text(time) : null;
        return DefenseRecord.New(
            new DefenseSettings(
                DataFingerprint.Of(data.Train, data.Test), recipe.Hash, options.Size ?? recipe.Size, options.Seed, budget,
                recipe.FinalHash),
            new DefenseData(Path.GetFullPath(UserPath.Expand(options.Data)), data.Train.Count, data.Test.Count, data.Train.ClassNames),
            options.Command,
            MachineInfo.Describe(options.Gpu, options.Group),
            options.Time.GetUtcNow());
    }

    // What decides what a defense gives, and may differ where each process has files of its own.
    private IReadOnlyList<(string What, string Is)> FactsOf(DefenseRecord asked) =>
    [
        ("program files", asked.Version),
        ("data", asked.Settings.DataHash),
        ("settings", asked.Settings.ToString()),
        ("list of suspects", ToldSuspects.HashOf(options.SuspectsPath) ?? ""),
    ];

    // What the recipe has of everything, fitted into the budget if there is one, by what this machine takes for it.
    private void Plan(DefenseJournal journal, DefenseFolder folder, DefenseRecipe recipe, DatasetSplit data, CancellationToken cancellation)
    {
        if (journal.Record.Plan is null)
        {
            FilledRecipe filled = Fill(recipe, folder, data);
            EnoughPictures.Check(filled.ForSamples(data.Train.Count), data);
            DefensePlan usual = filled.Plan(data.Train.Count);
            if (options.BudgetOrDefault is { } wanted && wanted < DefenseGlance.Longest
                && Announcement.Of(options.Group, () => !Directory.Exists(folder.Calibration.Path)))
                new DefenseGlance(recipe, folder.Glance, options, cancellation)
                    .Check(wanted, journal.Spent, data, journal.Record.Settings.Size);
            Note("Calibration: the whole in small, to know what it takes on this machine.");
            Costs costs = null!;
            journal.Again(DefensePart.Calibration, () =>
                costs = new DefenseCalibration(recipe, folder.Calibration, options, Note, cancellation)
                    .Measure(data, journal.Record.Settings));
            journal.Save(r => r with
            {
                Costs = costs,
                Plan = options.BudgetOrDefault is { } budget ? Budget.Fit(budget, journal.Spent, costs, usual) : usual,
            });
        }
        folder.Calibration.Delete(options);
        Say(journal, "Plan");
    }

    // The last stage takes the time that is really left. Once it has begun its plan stays, or its schedule would break.
    private void PlanAgain(DefenseJournal journal, DefensePlan usual)
    {
        if (journal.Record.LastPlan is not null)
            return;
        journal.Save(r =>
        {
            Costs costs = r.Costs!.Times(Pace(r));
            DefensePlan plan = options.BudgetOrDefault is { } budget ? Budget.Again(r.Plan!, budget, journal.Spent, costs, usual) : r.Plan!;
            return r with { Costs = costs, LastPlan = plan };
        });
        Say(journal, "The rest, by the time that is left");
    }

    // How much slower the machine was in stage 1 than it was when calibrated.
    private static double Pace(DefenseRecord record) =>
        record.Parts[WitnessedDbd.Features.Name] / (record.Plan!.SimClr * record.Costs!.SimClrEpoch);

    private void Say(DefenseJournal journal, string what)
    {
        if (!options.IsFirst)
            return;
        DefensePlan plan = journal.Plan!;
        RunPlan runs = plan.Runs(journal.Record.Costs!, journal.Record.Parts.Keys.Except([DefensePart.Evidence, DefensePart.Report]));
        new RunObservers([.. _observers, journal]).OnPlan(runs);
        string within = options.BudgetOrDefault is { } budget ? $", of {Duration.Text(budget)}" : "";
        Note($"{what}: {plan}; about {Duration.Text(journal.Left!.Value)} more{within}.");
    }

    private Judgement Judge(DefenseJournal journal, DefenseFolder folder, StageRequest judge, CancellationToken cancellation)
    {
        Judgement judgement = null!;
        journal.Again(DefensePart.Evidence, () =>
        {
            Note("Looking at every training sample.");
            using Looking looking = new(judge, _ => { }, cancellation);
            (Suspicions suspicions, IReadOnlyList<Suspect> suspects) = looking.Write(folder.Files.Suspects);
            judgement = new Judgement(suspicions, suspects, looking.BenignAccuracy);
        });
        return judgement;
    }

    // A list that a person has changed since is obeyed: what was trained by another one is trained anew.
    private StageRequest ObeyedBy(DefenseJournal journal, StageRequest final)
    {
        string? list = ToldSuspects.HashOf(options.SuspectsPath);
        if (journal.Record.SuspectsHash == list)
            return final;
        journal.Save(r => r with
        {
            SuspectsHash = list,
            Parts = r.Parts.Where(p => p.Key != TrainedDbd.Final.Name).ToDictionary(),
        });
        return final with { Resume = StageRequest.FromScratch };
    }

    private DefenseResult Conclude(
        DefenseJournal journal, DefenseFolder folder, Judgement judgement, StageRequest final, CancellationToken cancellation)
    {
        (Suspicions suspicions, IReadOnlyList<Suspect> suspects, _) = judgement;
        IReadOnlyList<string> classes = journal.Record.Data.Classes;
        string headline = suspicions.Headline(classes);
        IReadOnlyList<string> findings = [.. judgement.Sentences(classes, isTrained: final.Stage == TrainedDbd.Final.Stage)];
        double accuracy = 0;
        journal.Again(DefensePart.Report, () =>
        {
            if (!options.IsFirst)
                return;
            StageRequest alone = final with { Group = Alone.Instance };
            accuracy = WriteModel(folder.Files, alone, cancellation);
            FinishedRun run = FinishedRun.Of(alone) with
            {
                Suspects = suspects,
                Verdict = new RunVerdict(suspicions.Verdict, headline, findings),
            };
            ReportRequest request = new() { Runs = [run], MapSamples = journal.Plan!.MapSamples };
            HtmlReportFile.Write(folder.Files.Report, Report.Make(request, Note, options.Time, cancellation));
        });
        journal.Save(r => r with
        {
            Outcome = new DefenseOutcome(accuracy, suspects.Count(s => s.IsSuspected), findings, suspicions.Target)
            {
                Verdict = suspicions.Verdict,
                LeftOut = suspects.Count(s => s.Action == SampleAction.LeftOut),
            },
            Configs = folder.ConfigTexts,
        });
        return new DefenseResult(journal.Record.Outcome!.BenignAccuracy, headline, findings, suspicions, folder.Files)
        {
            TestPictures = journal.Record.Data.Test,
        };
    }

    // Gives its accuracy on the test set.
    private static double WriteModel(DefenseFiles files, StageRequest final, CancellationToken cancellation)
    {
        using Looking looking = new(final, _ => { }, cancellation);
        AtomicFile.WriteBytes(files.Model, File.ReadAllBytes(looking.Checkpoint));
        looking.Export(files.Onnx);
        return looking.BenignAccuracy;
    }

    private void Note(string note) => new RunObservers(_observers).OnNote(note);
}
