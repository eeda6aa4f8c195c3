using System.Text;

namespace Dbd.Faults;

/// <summary>What all scenarios have shown, as Markdown.</summary>
internal static class VerdictTable
{
    public static string Of(IReadOnlyList<Verdict> verdicts)
    {
        StringBuilder text = new();
        text.AppendLine("| scenario | faults | while a file was written | went on | same end | files whole | where |");
        text.AppendLine("|:--|--:|--:|:--|:--|:--|:--|");
        foreach (Verdict v in verdicts)
        {
            string where = string.Join(", ", v.Parts.Select(p => $"{p.Key} {p.Value}"));
            text.AppendLine(
                $"| {v.Scenario} | {v.Faults} | {v.WithinWrites} | {Word(v.GoingOn)} | {Word(v.End)} | {Word(v.Files)} | {where} |");
        }
        text.AppendLine($"| all | {verdicts.Sum(v => v.Faults)} | {verdicts.Sum(v => v.WithinWrites)} | | | | |");
        foreach (Verdict v in verdicts.Where(v => !v.IsGood))
        {
            text.AppendLine().AppendLine($"{v.Scenario}:");
            foreach (string problem in v.GoingOn.Concat(v.End).Concat(v.Files))
                text.AppendLine($"- {problem}");
        }
        return text.ToString();
    }

    private static string Word(List<string> problems) => problems.Count == 0 ? "yes" : "**no**";
}
