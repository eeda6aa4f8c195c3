namespace Dbd.Faults.Scenarios;

/// <summary>The same command is given twice at once: the second is refused, or shares the work where that is what it does; the first ends
/// as ever.</summary>
/// <param name="subject">The subject.</param>
internal sealed class TwoProcesses(Subject subject) : IScenario
{
    public string Name => $"two processes: {subject.Name}";

    public void Run(Bench bench, Verdict verdict)
    {
        string folder = bench.NewFolder(subject);
        using ProgramRun first = ProgramRun.Start(folder, subject.Command);
        first.Says("\n");
        using ProgramRun second = ProgramRun.Start(folder, subject.Command, name: "second");
        if (!subject.IsShared)
            verdict.Refuses(second, "in use", "nother process");
        else if (!second.Ends(Verdict.Patience) || second.Code != 0)
            verdict.GoingOn.Add($"The second does not end well: {second.Error.Trim()}");
        if (!first.Ends(Verdict.Patience) || first.Code != 0)
            verdict.GoingOn.Add($"The first does not end well: {first.Error.Trim()}");
        verdict.Look(folder);
        verdict.Finish(bench, subject, folder);
    }
}
