using System.Globalization;

using Dbd.Reports;

namespace Dbd.ResultTables;

/// <summary>What bfloat16 learns, beside float32.</summary>
internal static class PrecisionTable
{
    /// <summary>A row a precision: the last epoch, seed by seed, and its mean.</summary>
    public static string Render(Records records) => MarkdownTable.Render(
        ["Precision", "BA, seed by seed", "mean", "ASR, seed by seed", "mean", "last loss, mean"],
        [.. records.Csv("precision/precision")
            .GroupBy(row => (Precision: row["precision"], Seed: row["seed"]))
            .Select(run => run.MaxBy(row => int.Parse(row["epoch"], CultureInfo.InvariantCulture))!)
            .GroupBy(last => last["precision"])
            .Select(last => (string[])[
                last.Key, .. Rates(last, "ba"), .. Rates(last, "asr"),
                last.Average(row => Number(row["loss"])).ToString("F4", CultureInfo.InvariantCulture)])]);

    private static string[] Rates(IEnumerable<IReadOnlyDictionary<string, string>> rows, string column)
    {
        double[] rates = [.. rows.Select(row => 100 * Number(row[column]))];
        return [string.Join(", ", rates.Select(r => Text.Two(r))), Text.Two(rates.Average())];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
