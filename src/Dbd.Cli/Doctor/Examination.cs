namespace Dbd.Cli.Doctor;

/// <summary>Shows findings.</summary>
internal static class Examination
{
    /// <summary>Writes the sum, and a line a finding, with what to do below it.</summary>
    /// <returns>The exit code: a failure if training cannot work.</returns>
    public static int Write(IReadOnlyList<Finding> findings, TextWriter output)
    {
        int problems = findings.Count(f => f.Severity == Severity.Problem);
        output.WriteLine(
            problems == 0 ? "Training can work here." : $"Training cannot work here: {problems} problem{(problems == 1 ? "" : "s")}.");
        int width = findings.Max(f => f.Subject.Length);
        foreach (Finding finding in findings)
        {
            output.WriteLine($"{Mark(finding.Severity)}  {finding.Subject.PadRight(width)}  {finding.Found}");
            if (finding.Advice.Length > 0)
                output.WriteLine($"{new string(' ', width + 11)}-> {finding.Advice}");
        }
        return problems == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static string Mark(Severity severity) => severity switch
    {
        Severity.Fine => "ok     ",
        Severity.Note => "note   ",
        _ => "PROBLEM",
    };
}
