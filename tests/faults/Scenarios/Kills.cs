using Dbd.Randomness;

namespace Dbd.Faults.Scenarios;

/// <summary>A subject is killed at random moments, again and again before its end; most of the moments are within the writing of a
/// file.</summary>
/// <param name="subject">The subject.</param>
/// <param name="kills">How often, at least.</param>
/// <param name="seed">Where the moments come from.</param>
internal sealed class Kills(Subject subject, int kills, long seed) : IScenario
{
    // So that ends are compared often enough.
    private const int MostOfOneRun = 7;

    private const double OfStart = 0.15;
    private const double WithinWrite = 0.6;

    private readonly PythonRandom _random = new(seed);
    private int _asked;
    private int _heard;

    public string Name => $"killed: {subject.Name}";

    public void Run(Bench bench, Verdict verdict)
    {
        while (!IsEnough(verdict))
        {
            string folder = bench.NewFolder(subject);
            bool isDone = false;
            for (int k = 0; k < MostOfOneRun && !isDone && !IsEnough(verdict); k++)
            {
                using ProgramRun run = ProgramRun.Start(folder, subject.Command);
                isDone = !Strike(run, folder, bench.Of(subject), k == 0, verdict);
            }
            verdict.Finish(bench, subject, folder);
        }
    }

    // A third of them within writes at least.
    private bool IsEnough(Verdict verdict) => verdict.Faults >= kills && verdict.WithinWrites * 3 >= kills;

    // False where the run had ended before.
    private bool Strike(ProgramRun run, string folder, Reference usual, bool isFirst, Verdict verdict)
    {
        KillMoment moment = Moment(usual, isFirst);
        if (!moment.Await(run, folder))
        {
            if (run.Code != 0)
                verdict.GoingOn.Add($"{subject.Name} in {folder} ends with {run.Code} before it is killed: {run.Error.Trim()}");
            return false;
        }
        verdict.Faults++;
        string part = subject.PartOf(run.Output);
        verdict.Parts[part] = verdict.Parts.GetValueOrDefault(part) + 1;
        switch (_random.NextDouble())
        {
            case < 0.7:
                run.Kill();
                break;
            case < 0.8:
                run.Send(Signal.Stop);
                verdict.Look(folder);
                run.Send(Signal.Continue);
                return run.Ends(TimeSpan.Zero) || Strike(run, folder, usual with { Start = TimeSpan.Zero }, isFirst: false, verdict);
            case var drawn:
                Ask(run, drawn < 0.9 ? Signal.Terminate : Signal.Interrupt, verdict);
                break;
        }
        verdict.WithinWrites += RunningWrite.IsIn(Path.Combine(folder, "run"), run.Begun) ? 1 : 0;
        verdict.Look(folder);
        return true;
    }

    // In a fresh folder anywhere; then a part of the way at most, so that a run gets on between two kills
    // and is not often done before the next.
    private KillMoment Moment(Reference usual, bool isFirst) => new(
        _random.NextDouble() < OfStart
            ? usual.Start * _random.NextDouble()
            : usual.Start + (usual.Took - usual.Start) * _random.NextDouble() * (isFirst ? 1 : 0.4),
        _random.NextDouble() < WithinWrite ? _random.NextDouble() : null);

    private void Ask(ProgramRun run, Signal signal, Verdict verdict)
    {
        run.Send(signal);
        if (!run.Ends(Verdict.Patience))
            verdict.GoingOn.Add($"{subject.Name} does not stop after {signal}.");
        else if (run.Output.Length > 0 && run.Code != 0)
            Judge(run, signal, verdict);
    }

    // Before it listens, and once its work is done, a signal ends it in the system's way.
    private void Judge(ProgramRun run, Signal signal, Verdict verdict)
    {
        bool isHeard = run.Error.Length > 0;
        _asked++;
        _heard += isHeard ? 1 : 0;
        if (isHeard && (run.Code != 130 || !run.Error.Contains("To go on: dbd ", StringComparison.Ordinal)))
            verdict.GoingOn.Add($"{subject.Name} ends with {run.Code} after {signal}, and says: {run.Error.Trim()}");
        if (_asked >= 4 && _heard * 2 < _asked)
            verdict.GoingOn.Add($"{subject.Name} has heard {_heard} of {_asked} signals.");
    }
}
