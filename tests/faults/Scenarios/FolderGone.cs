namespace Dbd.Faults.Scenarios;

/// <summary>The folder is moved away in the middle of a run; it comes back, and the run goes on.</summary>
/// <param name="subject">The subject.</param>
internal sealed class FolderGone(Subject subject) : IScenario
{
    public string Name => $"folder gone: {subject.Name}";

    public void Run(Bench bench, Verdict verdict)
    {
        string folder = bench.NewFolder(subject);
        string written = Path.Combine(folder, "run");
        using ProgramRun run = ProgramRun.Start(folder, subject.Command);
        run.Says(Subject.Middle);
        Directory.Move(written, written + "-away");
        verdict.Refuses(run, "annot be written", "Cannot write", "cannot be made");
        if (Directory.Exists(written))
            Directory.Delete(written, recursive: true);
        Directory.Move(written + "-away", written);
        verdict.Look(folder);
        verdict.Finish(bench, subject, folder);
    }
}
