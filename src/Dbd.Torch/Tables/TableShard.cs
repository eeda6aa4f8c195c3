using System.Globalization;
using System.Text.RegularExpressions;

namespace Dbd.Torch.Tables;

/// <summary>Which cells of a table a job makes, where many jobs make it, each on a machine of its own.</summary>
/// <param name="Index">Which job, from 1.</param>
/// <param name="Count">How many there are.</param>
public sealed partial record TableShard(int Index, int Count)
{
    /// <summary>Reads one as it is written on a command line: <c>3/8</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Null if it is none, or beyond its number.</returns>
    public static TableShard? Parse(string text)
    {
        Match match = Form().Match(text);
        if (!match.Success)
            return null;
        TableShard shard = new(Number(match, 1), Number(match, 2));
        return shard.Index >= 1 && shard.Index <= shard.Count ? shard : null;
    }

    /// <summary>The table of the cells of this job: every Count-th one.</summary>
    /// <param name="plan">The whole table.</param>
    public TablePlan Of(TablePlan plan) => plan with { Cells = [.. plan.Cells.Where((_, i) => i % Count == Index - 1)] };

    private static int Number(Match match, int group) =>
        int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\d{1,7})/(\d{1,7})\z")]
    private static partial Regex Form();
}
