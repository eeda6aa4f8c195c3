using Dbd.Runs;

using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dbd.Reports.Console;

/// <summary>Tells a run to the person who watches it: one screen that is drawn anew in place. Only on a terminal; elsewhere
/// <see cref="ConsoleReport"/> writes lines.</summary>
internal sealed class LiveReport : IRunObserver
{
    // A note may come from another thread: an interruption.
    private readonly Lock _lock = new();
    private readonly RunScreen _screen = new();
    private readonly Action<IRenderable> _show;

    private LiveReport(Action<IRenderable> show) => _show = show;

    /// <summary>Whether a console can show it: a terminal that moves its cursor, and has the characters.</summary>
    /// <param name="console">The console.</param>
    public static bool Suits(IAnsiConsole console) =>
        console.Profile.Out.IsTerminal && console.Profile.Capabilities is { Ansi: true, Interactive: true, Unicode: true };

    /// <summary>Shows a run while it goes on; its last state stays.</summary>
    /// <param name="console">Where; nothing else may write there meanwhile.</param>
    /// <param name="work">The run, which tells the report.</param>
    public static void Run(IAnsiConsole console, Action<LiveReport> work) =>
        console.Live(new Text("")).Overflow(VerticalOverflow.Crop).Start(context => work(new LiveReport(context.UpdateTarget)));

    /// <inheritdoc/>
    public void OnPlan(RunPlan plan) => Change(screen => screen.Plan(plan));

    /// <inheritdoc/>
    public void OnStart(RunStart run) => Change(screen => screen.Start(run));

    /// <inheritdoc/>
    public void OnNote(string note) => Change(screen => screen.Note(note));

    /// <inheritdoc/>
    public void OnStep(StepReport step) => Change(screen => screen.Step(step));

    /// <inheritdoc/>
    public void OnEpoch(EpochReport epoch) => Change(screen => screen.Epoch(epoch));

    private void Change(Action<RunScreen> change)
    {
        lock (_lock)
        {
            change(_screen);
            _show(_screen.Draw());
        }
    }
}
