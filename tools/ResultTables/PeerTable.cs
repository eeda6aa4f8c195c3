using System.Text.RegularExpressions;

using Dbd.Reports;

namespace Dbd.ResultTables;

/// <summary>No Defense on BadNets in plain PyTorch, beside ours.</summary>
internal static partial class PeerTable
{
    private const string Method = "No Defense";

    /// <summary>A row a program and precision.</summary>
    public static string Render(Records records)
    {
        Match peer = Line().Match(records.Log("peers/no_defense")[^1]);
        return MarkdownTable.Render(
            ["No Defense, BadNets, seed 100", "BA", "ASR", "minutes"],
            [
                ["plain PyTorch, fp32", peer.Groups["ba"].Value, peer.Groups["asr"].Value, peer.Groups["minutes"].Value],
                Row("this program, fp32, same server", records.Table("cpu/edges"), "fp32"),
                Row("this program, fp32, the table's server", records.Table("cpu/table"), ""),
            ]);
    }

    private static string[] Row(string name, TableRecord table, string setting)
    {
        CellRecord cell = table.Of(Method, "badnets").First(c => c.Setting == setting);
        return [name, Text.Two(cell.Ba), Text.Two(cell.Asr), Text.One(table.Minutes(cell))];
    }

    [GeneratedRegex(@"BA (?<ba>[\d.]+)  ASR (?<asr>[\d.]+)  (?<minutes>[\d.]+) min")]
    private static partial Regex Line();
}
