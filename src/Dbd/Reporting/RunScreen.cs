using Dbd.Metrics;

using Spectre.Console;
using Spectre.Console.Rendering;

namespace Dbd.Reporting;

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

    private RunStart _run = new("", 1, 1);
    private Pace _pace = new([]);
    private StepReport? _step;
    private EpochReport? _epoch;

    public void Start(RunStart run)
    {
        (_run, _pace, _step, _epoch) = (run, new Pace(run.Phases), null, null);
        foreach (List<double> curve in new[] { _losses, _benign, _attack })
            curve.Clear();
    }

    public void Note(string note)
    {
        _notes.Enqueue(Printable.Line(note));
        if (_notes.Count > Notes)
            _notes.Dequeue();
    }

    public void Step(StepReport step) => _step = step;

    public void Epoch(EpochReport epoch)
    {
        (_step, _epoch) = (null, epoch);
        _pace.Add(epoch);
        AddTo(_losses, epoch.Groups.Count > 0 ? epoch.Groups[0] : null, "loss");
        AddTo(_benign, epoch.Group("clean_test"), "acc");
        AddTo(_attack, epoch.Group("poison_test"), "acc");
    }

    /// <summary>The screen: a frame with a row for each thing, below it the latest notes.</summary>
    public IRenderable Draw()
    {
        Grid rows = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        Add(rows, "epoch", Where());
        if (_step is { } step)
            Add(rows, "step", $"{Bar(step)}  {step.Step} of {step.Steps}  {Format.Rate(step)}");
        Add(rows, "loss", $"{Latest(_losses, 1),-8:0.0000}  {Sparkline.Of(_losses, CurveWidth)}");
        if (_benign.Count > 0)
            Add(rows, "BA", $"{Latest(_benign, 100),-8:0.00}  {Sparkline.Of(_benign, CurveWidth, 0, 1)}", Color.Green);
        if (_attack.Count > 0)
            Add(rows, "ASR", $"{Latest(_attack, 100),-8:0.00}  {Sparkline.Of(_attack, CurveWidth, 0, 1)}", Color.Red);
        if (Left() is { } left)
            Add(rows, "left", left);
        Panel frame = new Panel(rows) { Header = new PanelHeader($" {Markup.Escape(Title())} ") }.RoundedBorder();
        return new Rows([frame, .. _notes.Select(n => new Text(n, s_quiet))]);
    }

    private static void Add(Grid rows, string name, string value, Color? colour = null) =>
        rows.AddRow(new Text(name, s_quiet), new Text(value, new Style(colour)));

    private static void AddTo(List<double> curve, MetricGroup? group, string reading)
    {
        if (group is not null)
            curve.Add(group[reading]);
    }

    private static string Bar(StepReport step)
    {
        int done = step.Steps == 0 ? 0 : (int)((long)BarWidth * step.Step / step.Steps);
        return new string('━', done) + new string('╌', BarWidth - done);
    }

    private string Title() => _run.Phases.Count == 0 ? _run.Stage : $"{_run.Stage}: {_run.Phases[Pace.PhaseOf(_run.Phases, Now())].Name}";

    private string Where() => _epoch is { } last && _step is null
        ? $"{last.Epoch} of {last.Epochs} complete in {Format.Duration(last.Elapsed)}, learning rate {last.LearningRate:G4}"
        : $"{Now()} of {_run.Epochs}";

    private int Now() => _step?.Epoch ?? _epoch?.Epoch ?? _run.FirstEpoch;

    // Of the epoch in work, where there is one; the curve has complete epochs only.
    private double Latest(List<double> curve, double unit)
    {
        if (curve == _losses && _step is { SoFar.Readings.Count: > 0 } step)
            return step.SoFar.Readings[0].Value;
        return curve.Count > 0 ? unit * curve[^1] : double.NaN;
    }

    private string? Left() => (_step, _epoch) switch
    {
        ({ } step, _) => $"{Format.Duration(Pace.EpochLeft(step))} of this epoch, {Format.Duration(_pace.RunLeft(step))} of the run",
        (null, { } epoch) when epoch.Epoch < epoch.Epochs => $"{Format.Duration(_pace.RunLeft(epoch))} of the run",
        _ => null,
    };
}
