namespace Dbd.Runs;

/// <summary>An observer that takes no run with it: what it throws is kept, and it is called no more.</summary>
/// <param name="observer">The observer, given from outside.</param>
internal sealed class GuardedObserver(IRunObserver observer) : IRunObserver
{
    private bool _isOut;
    private string? _failure;

    /// <summary>Why it is called no more, as a sentence, once; null the other times.</summary>
    public string? TakeFailure()
    {
        string? failure = _failure;
        _failure = null;
        return failure;
    }

    public void OnPlan(RunPlan plan) => Try(o => o.OnPlan(plan));

    public void OnStart(RunStart run) => Try(o => o.OnStart(run));

    public void OnNote(string note) => Try(o => o.OnNote(note));

    public void OnStep(StepReport step) => Try(o => o.OnStep(step));

    public void OnEpoch(EpochReport epoch) => Try(o => o.OnEpoch(epoch));

    private void Try(Action<IRunObserver> what)
    {
        if (_isOut)
            return;
        try
        {
            what(observer);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _isOut = true;
            string why = e is DbdException ? e.Message : $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}";
            _failure = $"{observer.GetType().Name} failed and is told nothing more; the run goes on. {why}";
        }
    }
}
