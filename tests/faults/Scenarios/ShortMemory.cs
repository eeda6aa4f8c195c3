namespace Dbd.Faults.Scenarios;

/// <summary>There is little address space, from the start of a run or in its middle: it ends well, or it ends and nothing is lost. What is
/// too little for .NET itself ends it in any way; what this program ends with has words.</summary>
/// <param name="subject">The subject.</param>
internal sealed class ShortMemory(Subject subject) : IScenario
{
    private static readonly int[] s_megabytes = [1000, 2000, 3000, 4000, 5000];
    private static readonly int[] s_moreMegabytes = [0, 8, 32];

    public string Name => $"memory short (ulimit -v): {subject.Name}";

    public void Run(Bench bench, Verdict verdict)
    {
        string folder = bench.NewFolder(subject);
        foreach (int megabytes in s_moreMegabytes)
        {
            using ProgramRun run = ProgramRun.Start(folder, subject.Command);
            run.Says(Subject.Middle);
            run.LimitMemory(megabytes);
            See(run, folder, verdict);
        }
        foreach (int megabytes in s_megabytes)
        {
            using ProgramRun run = ProgramRun.Start(folder, subject.Command, before: $"ulimit -v {megabytes * 1024}");
            See(run, folder, verdict);
        }
        verdict.Finish(bench, subject, folder);
    }

    private static void See(ProgramRun run, string folder, Verdict verdict)
    {
        verdict.Faults++;
        if (!run.Ends(Verdict.Patience))
            verdict.GoingOn.Add("With little memory it hangs.");
        else if (run.Code is 1 or 2 && !run.Error.Contains("dbd: ", StringComparison.Ordinal))
            verdict.GoingOn.Add($"With little memory it ends with {run.Code}, and says: {run.Error.Trim()}");
        verdict.Look(folder);
    }
}
