namespace Dbd.Faults.Scenarios;

/// <summary>A run is killed and goes on a year before its files were written: files are dated later, and where <c>faketime</c> is installed
/// the program's clock is set back too.</summary>
/// <param name="subject">The subject.</param>
internal sealed class ClockSetBack(Subject subject) : IScenario
{
    private static readonly TimeSpan s_year = TimeSpan.FromDays(365);

    private static readonly string[] s_earlier = File.Exists("/usr/bin/faketime") ? ["faketime", "-f", "-365d"] : [];

    public string Name => $"clock set back{(s_earlier.Length == 0 ? " (dates of files)" : "")}: {subject.Name}";

    public void Run(Bench bench, Verdict verdict)
    {
        string folder = bench.NewFolder(subject);
        for (int time = 0; time < 2; time++)
        {
            using ProgramRun run = ProgramRun.Start(folder, subject.Command);
            run.Says(Subject.Middle);
            run.Kill();
            verdict.Faults++;
            Folders.Date(folder, s_year);
            verdict.Look(folder);
        }
        verdict.Finish(bench, subject, folder, through: s_earlier);
    }
}
