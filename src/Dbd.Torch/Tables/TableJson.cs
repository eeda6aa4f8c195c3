using System.Text.Json;

using Dbd.Serialization;

namespace Dbd.Torch.Tables;

/// <summary>A table of results for programs: every cell with its runs, and every epoch's readings.</summary>
internal static class TableJson
{
    /// <summary>Renders what is done until now.</summary>
    /// <param name="results">The results.</param>
    /// <returns>JSON; percentages, minutes.</returns>
    public static string Render(TableResults results) => JsonSerializer.Serialize(
        new
        {
            Table = results.Plan.Name,
            results.Plan.Spec.Seeds,
            Entries = results.Entries.Select(e => new
            {
                e.Setting,
                e.Attack,
                e.Method,
                Seeds = e.Done.Count,
                Ba = e.Over(c => c.BenignAccuracy),
                Asr = e.Over(c => c.AttackSuccessRate),
                Ra = e.Over(c => c.RobustAccuracy),
                TargetRecall = e.Over(c => c.TargetRecall),
                AsrAboveClean = e.Over(results.AttackSuccessAboveClean),
                Minutes = e.Over(c => c.Minutes),
            }),
            Takes = TableInputs.Of(results.Plan.Spec),
            Cells = results.Cells.Select(c => new
            {
                c.Cell.Setting,
                c.Cell.Attack,
                c.Cell.Method,
                c.Cell.Seed,
                State = c.IsDone ? "done" : c.Failure is null ? "open" : "failed",
                c.Failure,
                c.Progress,
                Ba = c.IsDone ? c.BenignAccuracy : (double?)null,
                Asr = c.IsDone ? c.AttackSuccessRate : (double?)null,
                Ra = Known(c, c.RobustAccuracy),
                TargetRecall = Known(c, c.TargetRecall),
                AsrAboveClean = Known(c, results.AttackSuccessAboveClean(c)),
                Minutes = Math.Round(c.Minutes, 2),
                Runs = c.Cell.Runs.Select(r => r.Name),
            }),
            Runs = results.Cells.SelectMany(c => c.Cell.Runs.Zip(c.Records)).DistinctBy(r => r.First.Hash).Select(r => new
            {
                r.First.Name,
                r.First.Hash,
                r.First.Epochs,
                r.Second.Command,
                r.Second.Machine,
                r.Second.Done,
            }),
        },
        CheckedJson.Format);

    private static double? Known(CellResult cell, double value) => cell.IsDone && double.IsFinite(value) ? value : null;
}
