using Dbd.Runs;

using Spectre.Console;

namespace Dbd.Reports.Console;

/// <summary>Tells a run to the person who waits for it: on a terminal one line that moves, elsewhere a line now and then;
/// after every epoch its readings.</summary>
/// <param name="console">Where to write; it knows whether it is a terminal.</param>
/// <param name="time">The clock, for the pause between plain lines.</param>
internal sealed class ConsoleReport(IAnsiConsole console, TimeProvider time) : IRunObserver, IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(20);

    private readonly bool _live = console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi;
    private readonly Pace _pace = new();
    private string _stage = "";
    private long _lastLine = time.GetTimestamp();
    private bool _lineIsOpen;

    /// <inheritdoc/>
    public void OnPlan(RunPlan plan) => _pace.OnPlan(plan);

    /// <inheritdoc/>
    public void OnStart(RunStart run)
    {
        _stage = run.Stage;
        _pace.OnStart(run);
        _lastLine = time.GetTimestamp();
        string how = Format.Finished(run)
            ?? (run.FirstEpoch > 1 ? $"goes on with epoch {run.FirstEpoch} of {run.Epochs}"
            : run.Epochs == 1 ? "1 epoch" : $"{run.Epochs} epochs");
        WriteLine($"{run.Stage}: {how}");
    }

    /// <inheritdoc/>
    public void OnNote(string note) => WriteLine(note);

    /// <inheritdoc/>
    public void OnStep(StepReport step)
    {
        _pace.OnStep(step);
        if (_live)
            Redraw(step);
        else if (time.GetElapsedTime(_lastLine) >= s_pause)
            WriteLine(Progress(step));
    }

    /// <inheritdoc/>
    public void OnEpoch(EpochReport epoch)
    {
        _pace.OnEpoch(epoch);
        string left = _pace.WholeLeft is { Ticks: > 0 } time
            ? $"  about {Format.Duration(time)} left{(_pace.IsOfSeveral ? " of the whole" : "")}"
            : "";
        WriteLine($"epoch {epoch.Epoch}/{epoch.Epochs}  {Format.Duration(epoch.Elapsed)}  lr {epoch.LearningRate:G4}{left}");
        int width = epoch.Groups.Count == 0 ? 0 : epoch.Groups.Max(g => g.Name.Length);
        foreach (MetricGroup group in epoch.Groups)
            WriteLine($"  {group.Name.PadRight(width)}  {Format.Line(group)}");
    }

    /// <summary>Takes the moving line away.</summary>
    public void Dispose() => Clear();

    // What matters most comes first: a narrow terminal shows only the beginning.
    private string Progress(StepReport step)
    {
        // Before the first step there is none.
        string loss = step.SoFar.Readings is [{ Value: var now }, ..] && double.IsFinite(now) ? $"  loss {Format.Number(now)}" : "";
        string rate = step.Images > 0 ? $"  {Format.Rate(step)}" : "";
        return $"{_stage} {step.Epoch}/{step.Epochs}  step {step.Step}/{step.Steps}{loss}{Left()}{rate}";
    }

    private string Left() => (_pace.EpochLeft, _pace.RunLeft, _pace.WholeLeft) is ({ } epoch, { } run, { } whole)
        ? $"  left {Format.Duration(epoch)}, run {Format.Duration(run)}{(_pace.IsOfSeveral ? $", whole {Format.Duration(whole)}" : "")}"
        : "";

    private void Redraw(StepReport step)
    {
        Clear();
        string line = Progress(step);
        // The last column stays free: a full line would move the cursor on, and the next one could not replace it.
        int room = Math.Max(1, console.Profile.Width - 1);
        console.Write(new Text(line.Length > room ? line[..room] : line));
        _lineIsOpen = true;
    }

    private void Clear()
    {
        if (_lineIsOpen)
            console.Write(new ControlCode("\r\e[2K"));
        _lineIsOpen = false;
    }

    private void WriteLine(string text)
    {
        Clear();
        _lastLine = time.GetTimestamp();
        text = Printable.Line(text);
        // Where there is no terminal, Spectre would break lines at its assumed 80 columns.
        if (_live)
            console.WriteLine(text);
        else
            console.Profile.Out.Writer.WriteLine(text);
    }
}
