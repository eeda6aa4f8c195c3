namespace Dbd.Runs;

/// <summary>An observer that keeps what a run gave: when it cannot, the run ends.</summary>
internal interface IRunKeeper : IRunObserver;

/// <summary>Observers as one: each is told, in order. One that throws is told no more, and the others are told of that; the run goes on.
/// Only an <see cref="IRunKeeper"/> ends it, and who asks for it by an <see cref="OperationCanceledException"/>.</summary>
/// <param name="observers">The observers.</param>
internal sealed class RunObservers(params IEnumerable<IRunObserver> observers) : IRunObserver
{
    private readonly IRunObserver[] _all = [.. Guarded(observers)];

    /// <summary>Observers that may be handed on from run to run: one that has thrown is silent in all of them.</summary>
    public static IReadOnlyList<IRunObserver> Guarded(IEnumerable<IRunObserver> observers) =>
        [.. observers.Select(o => o is IRunKeeper or GuardedObserver ? o : new GuardedObserver(o))];

    /// <summary>The same, and then another one.</summary>
    public RunObservers And(IRunObserver last) => new([.. _all, last]);

    public void OnPlan(RunPlan plan) => Tell(o => o.OnPlan(plan));

    public void OnStart(RunStart run) => Tell(o => o.OnStart(run));

    public void OnNote(string note) => Tell(o => o.OnNote(note));

    public void OnStep(StepReport step) => Tell(o => o.OnStep(step));

    public void OnEpoch(EpochReport epoch) => Tell(o => o.OnEpoch(epoch));

    private void Tell(Action<IRunObserver> what)
    {
        foreach (IRunObserver observer in _all)
            what(observer);
        foreach (string failure in _all.OfType<GuardedObserver>().Select(o => o.TakeFailure()).OfType<string>().ToArray())
            OnNote(failure);
    }
}
