using Dbd.Reports.Html;
using Dbd.Serialization;
using Dbd.Torch.Defenses.Catalog;
using Dbd.Torch.Inspection;
using Dbd.Torch.Runtime;
using Dbd.Torch.Stages;

namespace Dbd.Torch.Defenses;

/// <summary>Delivers what a defense made: the model's files, the report, and what it is worth. Of several processes the first
/// does.</summary>
/// <param name="options">What was asked.</param>
/// <param name="folder">Where it goes.</param>
/// <param name="journal">Keeps the outcome.</param>
/// <param name="note">Is told how far it is.</param>
/// <param name="cancellation">Stops between two batches.</param>
internal sealed class DefenseDelivery(
    DefenseOptions options, DefenseFolder folder, DefenseJournal journal, Action<string> note, CancellationToken cancellation)
{
    /// <summary>Writes all of it.</summary>
    /// <param name="judgement">What was found, and the list by which the model was trained.</param>
    /// <param name="final">The run of the model.</param>
    /// <param name="witness">The accuracy of the witness, in [0, 1].</param>
    public DefenseResult Deliver(Judgement judgement, StageRequest final, double witness)
    {
        DefenseResult? result = null;
        journal.Again(DefensePart.Report, () =>
        {
            if (!options.IsFirst)
                return;
            StageRequest alone = final with { Group = Alone.Instance };
            result = Write(judgement, alone, witness);
            FinishedRun run = FinishedRun.Of(alone) with
            {
                Suspects = judgement.Suspects,
                Verdict = new RunVerdict(result.Suspicions.Verdict, result.Headline, [.. result.Findings, .. result.NextSteps]),
            };
            ReportRequest request = new() { Runs = [run], MapSamples = journal.Plan!.MapSamples };
            HtmlReportFile.Write(folder.Files.Report, Report.Make(request, note, options.Time, cancellation));
        });
        journal.Save(r => r with { Outcome = DefenseOutcome.Of(result!, judgement), Configs = folder.ConfigTexts });
        return result ?? Heard(judgement, journal.Record.Outcome!);
    }

    // What another process is told.
    private DefenseResult Heard(Judgement judgement, DefenseOutcome outcome) => new(
        outcome.BenignAccuracy, judgement.Suspicions.Headline(journal.Record.Data.Classes), outcome.Findings, judgement.Suspicions,
        folder.Files)
    {
        TestPictures = journal.Record.Data.Test,
        IsTestUnverified = outcome.IsTestUnverified!.Value,
        SuspectedTestPictures = outcome.SuspectedTestPictures!.Value,
        AccuracyWithoutSuspects = outcome.AccuracyWithoutSuspects!.Value,
        WitnessAccuracy = outcome.WitnessAccuracy!.Value,
        IsSafeToUse = outcome.IsSafeToUse!.Value,
        NextSteps = NextSteps.Of(options, folder, judgement.Suspects),
    };

    private DefenseResult Write(Judgement judgement, StageRequest final, double witness)
    {
        IReadOnlyList<string> classes = journal.Record.Data.Classes;
        bool isTrained = final.Stage == TrainedDbd.Final.Stage;
        using Looking looking = new(final, _ => { }, cancellation);
        AtomicFile.WriteBytes(folder.Files.Model, File.ReadAllBytes(looking.Checkpoint));
        looking.Export(folder.Files.Onnx);
        DeliveredModel model = new(judgement.Suspicions.Verdict, isTrained, looking.BenignAccuracy, witness)
        {
            IsTold = isTrained && options.Suspects is not null,
        };
        return new DefenseResult(
            looking.BenignAccuracy, judgement.Suspicions.Headline(classes),
            [.. judgement.Sentences(classes, isTrained), model.Why, model.WhyNotWitness], judgement.Suspicions, folder.Files)
        {
            TestPictures = journal.Record.Data.Test,
            IsTestUnverified = looking.Data.IsTestUnverified,
            SuspectedTestPictures = judgement.SuspectedTests.Count,
            AccuracyWithoutSuspects = looking.AccuracyWithout(judgement.SuspectedTests),
            WitnessAccuracy = witness,
            IsSafeToUse = model.IsSafe,
            NextSteps = NextSteps.Of(options, folder, judgement.Suspects),
        };
    }
}
