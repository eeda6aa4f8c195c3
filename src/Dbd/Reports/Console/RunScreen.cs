using Dbd.Runs;

using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dbd.Reports.Console;

/// <summary>What is known of a run at a moment, and how it looks on one screen.</summary>
internal sealed class RunScreen
{
    private const int Notes = 3;
    private const int CurveWidth = 48;
    private const int BarWidth = 24;

    private static readonly Style s_quiet = new(decoration: Decoration.Dim);

    private readonly Queue<string> _notes = [];
    private readonly List<double> _losses = [];
    private readonly List<double> _benign = [];
    private readonly List<double> _attack = [];
    private readonly List<double> _robust = [];
    private readonly List<double> _target = [];
    private readonly Pace _pace = new();

    private RunStart? _run;
    private StepReport? _step;
    private EpochReport? _epoch;

    public void Plan(RunPlan plan) => _pace.OnPlan(plan);

    public void Start(RunStart run)
    {
        _pace.OnStart(run);
        (_run, _step, _epoch) = (run, null, null);
        foreach (List<double> curve in new[] { _losses, _benign, _attack, _robust, _target })
            curve.Clear();
    }

    public void Note(string note)
    {
        _notes.Enqueue(Printable.Line(note));
        if (_notes.Count > Notes)
            _notes.Dequeue();
    }

    public void Step(StepReport step)
    {
        _pace.OnStep(step);
        _step = step;
    }

    public void Epoch(EpochReport epoch)
    {
        _pace.OnEpoch(epoch);
        (_step, _epoch) = (null, epoch);
        AddTo(_losses, epoch.Groups.Count > 0 ? epoch.Groups[0].Of(ReadingName.Loss) : null);
        AddTo(_benign, epoch.BenignAccuracy);
        AddTo(_attack, epoch.AttackSuccessRate);
        AddTo(_robust, epoch.RobustAccuracy);
        AddTo(_target, epoch.TargetRecall);
    }

    /// <summary>The screen: a frame with a row for each thing that is known of the run, below it the latest notes.</summary>
    public IRenderable Draw()
    {
        Text[] notes = [.. _notes.Select(n => new Text(n, s_quiet))];
        return _run is null ? new Rows(notes) : new Rows([Frame(_run), .. notes]);
    }

    private Panel Frame(RunStart run)
    {
        Grid rows = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        Add(rows, "epoch", Where(run));
        if (_step is { } step)
            Add(rows, "step", $"{Bar(step)}  {step.Step} of {step.Steps}{(step.Images > 0 ? $"  {Format.Rate(step)}" : "")}");
        if (Loss() is { } loss)
            Add(rows, "loss", $"{loss,-8:0.0000}  {Sparkline.Of(_losses, CurveWidth)}");
        AddShare(rows, "BA", _benign, Color.Green);
        AddShare(rows, "ASR", _attack, Color.Red);
        AddShare(rows, "RA", _robust, Color.Green);
        AddShare(rows, "target recall", _target);
        if (Left() is { Length: > 0 } left)
            Add(rows, "left", left);
        return new Panel(rows) { Header = new PanelHeader($" {Markup.Escape(Title(run))} ") }.RoundedBorder();
    }

    private static void Add(Grid rows, string name, string value, Color? colour = null) =>
        rows.AddRow(new Text(name, s_quiet), new Text(value, new Style(colour)));

    private static void AddShare(Grid rows, string name, List<double> curve, Color? colour = null)
    {
        if (curve.Count > 0)
            Add(rows, name, $"{100 * curve[^1],-8:0.00}  {Sparkline.Of(curve, CurveWidth, 0, 1)}", colour);
    }

    private static void AddTo(List<double> curve, double? value)
    {
        if (value is { } known)
            curve.Add(known);
    }

    private static string Bar(StepReport step)
    {
        int done = step.Steps == 0 ? 0 : (int)((long)BarWidth * step.Step / step.Steps);
        return new string('━', done) + new string('╌', BarWidth - done);
    }

    private string Title(RunStart run) => run.Phases.Count > 1 ? $"{run.Stage}: {run.PhaseOf(Now(run))!.Name}" : run.Stage;

    private string Where(RunStart run) => _epoch is { } last && _step is null
        ? $"{last.Epoch} of {last.Epochs} complete in {Format.Duration(last.Elapsed)}, learning rate {last.LearningRate:G4}"
        : Format.Finished(run) ?? $"{Now(run)} of {run.Epochs}";

    private int Now(RunStart run) => _step?.Epoch ?? _epoch?.Epoch ?? run.FirstEpoch;

    // Of the epoch in work, where there is one; the curve has complete epochs only. Before the first step there is none.
    private double? Loss() => _step is { SoFar.Readings: [{ Value: var now }, ..] } && double.IsFinite(now) ? now
        : _losses.Count > 0 && double.IsFinite(_losses[^1]) ? _losses[^1]
        : null;

    private string Left()
    {
        (string Of, TimeSpan? Time)[] left =
        [
            ("of this epoch", _step is null ? null : _pace.EpochLeft),
            ("of the run", _pace.RunLeft),
            ("of the whole", _pace.IsOfSeveral ? _pace.WholeLeft : null),
        ];
        return string.Join(", ", left.Where(l => l.Time > TimeSpan.Zero).Select(l => $"{Format.Duration(l.Time!.Value)} {l.Of}"));
    }
}
