namespace Dbd.Faults.Scenarios;

/// <summary>The folder may not be written any more, in the middle of a run and at the next start.</summary>
/// <param name="subject">The subject.</param>
internal sealed class ReadOnlyFolder(Subject subject) : IScenario
{
    // Root may write everywhere, unless it gives that up.
    private static readonly string[] s_plainUser = Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set=-dac_override"] : [];

    public string Name => $"folder read-only: {subject.Name}";

    public void Run(Bench bench, Verdict verdict)
    {
        string folder = bench.NewFolder(subject);
        string written = Path.Combine(folder, "run");
        using (ProgramRun run = ProgramRun.Start(folder, subject.Command, through: s_plainUser))
        {
            run.Says(Subject.Middle);
            Folders.SetWritable(written, false);
            verdict.Refuses(run, "annot be written", "Cannot write", "cannot be made");
        }
        using (ProgramRun again = ProgramRun.Start(folder, subject.Command, through: s_plainUser))
            verdict.Refuses(again, "annot be written", "Cannot write", "cannot be made");
        Folders.SetWritable(written, true);
        verdict.Finish(bench, subject, folder, through: s_plainUser);
    }
}
