namespace Dbd.Faults.Scenarios;

/// <summary>There is little address space (<c>ulimit -v</c>): the run ends well, or says in words why it does not.</summary>
/// <param name="subject">The subject.</param>
internal sealed class ShortMemory(Subject subject) : IScenario
{
    private static readonly int[] s_megabytes = [1000, 1500, 2000, 2500, 3000];

    public string Name => $"memory short (ulimit -v): {subject.Name}";

    public void Run(Bench bench, Verdict verdict)
    {
        string folder = bench.NewFolder(subject);
        foreach (int megabytes in s_megabytes)
        {
            using ProgramRun run = ProgramRun.Start(folder, subject.Command, before: $"ulimit -v {megabytes * 1024}");
            verdict.Faults++;
            if (!run.Ends(Verdict.Patience))
                verdict.GoingOn.Add($"With {megabytes} MB it hangs.");
            else if (run.Code != 0 && run.Error.Trim().Length == 0)
                verdict.GoingOn.Add($"With {megabytes} MB it ends with {run.Code} and says nothing.");
            verdict.Look(folder);
        }
        verdict.Finish(bench, subject, folder);
    }
}
