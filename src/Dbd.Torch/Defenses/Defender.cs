using Dbd.Configuration;
using Dbd.Data;
using Dbd.Runs;
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
        ToldSuspects.Check(options.SuspectsPath);
        DefenseFolder folder = DefenseFolder.Of(options);
        DefenseRecipe recipe = DefenseRecipe.Load(options.Recipe, options.Defense);
        DatasetSplit data = DefensePictures.Read(options, options.Size ?? recipe.Size, Note, cancellation);
        IReadOnlyList<Suspect>? told = ToldSuspects.Read(options.SuspectsPath, recipe, folder, data);
        DefenseRecord asked = NewRecord(data, recipe);
        Agreement.Check(options.Group, FactsOf(asked));
        using IDisposable? mine = folder.Take(options);
        DefenseRecord record = Announcement.Of(options.Group, () => folder.GoOn(asked, options.Out, Note));
        DefenseJournal journal = new(folder, record, progress, options.Time, begin, options.Group);
        journal.Save(r => r);

        DefensePlanner planner = new(options, place => Fill(recipe, place, data), data, folder, journal, _observers);
        planner.Plan(cancellation);
        foreach (DefenseStep step in new WitnessedDbd().Steps)
        {
            if (step.Budget == BudgetUse.Rest)
                planner.PlanAgain();
            journal.Do(step.Name, () => Run(journal.Begun(step.Name, Files()[step])));
            if (step == WitnessedDbd.Witness)
                planner.Foretell(Looking.BenignAccuracyOf(Files()[step]));
        }
        Judgement judgement = planner.Advised(Judge(journal, folder, Files()[WitnessedDbd.Finetune], cancellation));
        if (Files().Last is var last && last.Stage == TrainedDbd.Final.Stage)
        {
            StageRequest obeyed = journal.Begun(TrainedDbd.Final.Name, ObeyedBy(journal, last));
            journal.Do(TrainedDbd.Final.Name, () => Run(obeyed));
        }
        double witness = Looking.BenignAccuracyOf(Files()[WitnessedDbd.Witness]);
        return new DefenseDelivery(options, folder, journal, Note, cancellation)
            .Deliver(judgement with { Suspects = told ?? judgement.Suspects }, last, witness);

        void Run(StageRequest stage) => StageCatalog.Run(stage, [.. _observers, journal], cancellation);

        DefenseStages Files() => Filled(recipe, folder, data, journal.Plan)
            .WriteTo(folder.Configs, data, options.Gpu, options.Group, options.SuspectsPath, folder.Files.Suspects);
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

    private Judgement Judge(DefenseJournal journal, DefenseFolder folder, StageRequest judge, CancellationToken cancellation)
    {
        Judgement judgement = null!;
        journal.Again(DefensePart.Evidence, () =>
        {
            Note("Looking at every training sample.");
            using Looking looking = new(judge, _ => { }, cancellation);
            (Suspicions suspicions, IReadOnlyList<Suspect> suspects, IReadOnlyList<int> tests) =
                looking.Write(folder.Files.Suspects, isTestLookedAt: true);
            judgement = new Judgement(suspicions, suspects, tests, looking.BenignAccuracy);
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

    private void Note(string note) => new RunObservers(_observers).OnNote(note);
}
