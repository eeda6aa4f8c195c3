using System.Globalization;

using Dbd.Reports;

namespace Dbd.ResultTables;

/// <summary>The short runs that led to the recipes.</summary>
internal static class TrialTables
{
    private static readonly int[] s_epochs = [2, 4, 5, 6, 7, 8];
    private static readonly int[] s_credibleEpochs = [4, 5, 6, 8, 10, 12, 14, 16];

    /// <summary>No Defense in batches of 64, by epoch.</summary>
    public static string NoDefense(Records records)
    {
        string[] attacks = ["badnets", "blend"];
        return MarkdownTable.Render(
            ["Epoch", .. attacks.SelectMany(a => (string[])[$"{Text.Attack(a)} BA", $"{Text.Attack(a)} ASR"])],
            [.. s_epochs.Select(e => (string[])[$"{e}", .. attacks.SelectMany(a => (string[])[
                Text.Two(Rates(records, $"supervise_{a}_batch64.clean_test")[e - 1]),
                Text.Two(Rates(records, $"supervise_{a}_batch64.poison_test")[e - 1])])])]);
    }

    /// <summary>MixMatch with two values of mixup's alpha.</summary>
    public static string Alpha(Records records) => MarkdownTable.Render(
        ["Mixup's alpha", "BA by epoch 4 to 9", "ASR", "poisoned among the credible"],
        [AlphaRow(records, "0.75", "sgd_6_epochs"), AlphaRow(records, "0.3", "alpha_0.3_6_epochs")]);

    /// <summary>Earlier recipes of DBD, at full length.</summary>
    public static string EarlierRecipes(Records records) => MarkdownTable.Render(
        ["Recipe", "BA", "ASR", "poisoned among the credible", $"by epoch {string.Join(", ", s_credibleEpochs)}"],
        [
            Earlier(records, "BadNets, alpha 0.75", "813847abe349"),
            Earlier(records, "Blend, alpha 0.75", "88a88404dcdc"),
            Earlier(records, "Blend, alpha 0.3", "147eeb949d7c"),
        ]);

    private static string[] AlphaRow(Records records, string alpha, string run)
    {
        IReadOnlyDictionary<string, string> credible = records.Csv($"trials/dbd_badnets/{run}.credible")[^1];
        return
        [
            alpha,
            string.Join(", ", Rates(records, $"dbd_badnets/{run}.clean_test")[3..].Select(r => Text.Two(r))),
            Text.Two(Rates(records, $"dbd_badnets/{run}.poison_test")[^1]),
            $"{Text.Count(Number(credible["poisoned"]))} of {Text.Count(Number(credible["samples"]))}",
        ];
    }

    private static string[] Earlier(Records records, string name, string hash)
    {
        RunRecord run = records.Run($"cpu/runs/mixmatch_finetune-{hash}");
        EpochRecord last = run.Done[^1];
        return
        [
            $"{name} ({hash})",
            Text.Two(Text.Percent(last, "clean_test")),
            Text.Two(Text.Percent(last, "poison_test")),
            Text.Credible(last),
            string.Join(", ", s_credibleEpochs.Select(e => Text.Count(run.Done[e - 1].Of("credible", "poisoned")))),
        ];
    }

    private static double[] Rates(Records records, string file) =>
        [.. records.Csv($"trials/{file}").Select(row => 100 * Number(row["acc"]))];

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
