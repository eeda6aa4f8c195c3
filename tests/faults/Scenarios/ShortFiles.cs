namespace Dbd.Faults.Scenarios;

/// <summary>No file may grow beyond a limit (<c>ulimit -f</c>, for who is not root too): a write ends in its middle, as on a full disk.</summary>
/// <param name="subject">The subject.</param>
internal sealed class ShortFiles(Subject subject) : IScenario
{
    // 512 bytes each.
    private static readonly int[] s_blocks = [0, 2, 16, 128];

    public string Name => $"disk full (ulimit -f): {subject.Name}";

    public void Run(Bench bench, Verdict verdict)
    {
        string folder = bench.NewFolder(subject);
        foreach (int blocks in s_blocks)
        {
            // The shell's own redirections are limited too, so the limit comes last, and the message must fit.
            using ProgramRun run = ProgramRun.Start(folder, subject.Command, before: $"trap '' XFSZ; ulimit -f {Math.Max(blocks, 4)}");
            verdict.Refuses(run, "Free some space");
            verdict.Look(folder);
        }
        verdict.Finish(bench, subject, folder);
    }
}
