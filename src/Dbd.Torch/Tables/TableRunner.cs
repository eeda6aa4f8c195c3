using Dbd.Runs;
using Dbd.Torch.Runtime.Native;
using Dbd.Torch.Stages.Catalog;

namespace Dbd.Torch.Tables;

/// <summary>Trains the runs of a table that are not done yet, one after the other. Several processes may do that together: each takes
/// what no other has.</summary>
/// <param name="plan">The table.</param>
/// <param name="observers">Of every run.</param>
/// <param name="note">Is told what comes next and what failed.</param>
/// <param name="time">The clock.</param>
public sealed class TableRunner(TablePlan plan, IReadOnlyList<IRunObserver> observers, Action<string> note, TimeProvider time)
{
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromSeconds(2);

    private readonly IReadOnlyList<IRunObserver> _observers = RunObservers.Guarded(observers);
    private readonly HashSet<string> _done = [];
    private readonly HashSet<string> _damaged = [];
    private Dictionary<string, DateTimeOffset?> _failedBefore = [];

    /// <summary>Called after each cell that this process has finished or that failed.</summary>
    public Action CellEnded { get; init; } = () => { };

    /// <summary>Trains until every cell is done or has failed. A cell that fails does not stop the others; it is tried again when the
    /// table is made again.</summary>
    /// <param name="cancellation">Stops within a step; running it again goes on.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public void Run(CancellationToken cancellation)
    {
        _failedBefore = plan.Cells.SelectMany(cell => cell.Runs)
            .DistinctBy(r => r.Hash)
            .ToDictionary(r => r.Hash, r => r.Record().FailedAt);
        // What failed the last time comes last: a run that ends the process, for want of memory, must not keep the others from their turn.
        TableCell[] cells = [.. plan.Cells.OrderBy(cell => cell.Runs.Any(r => r.Record().Failure is not null))];
        while (cells.Select(cell => Finish(cell, cancellation)).ToArray().Contains(CellState.Elsewhere))
        {
            cancellation.WaitHandle.WaitOne(s_betweenLooks);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private CellState Finish(TableCell cell, CancellationToken cancellation)
    {
        if (cell.Runs.All(IsKept))
            return CellState.Done;
        bool trained = false;
        CellState state = CellState.Done;
        foreach (PlannedRun run in cell.Runs)
        {
            if (state != CellState.Done)
                break;
            cancellation.ThrowIfCancellationRequested();
            state = Finish(cell, run, ref trained, cancellation);
        }
        if (trained)
            CellEnded();
        return state;
    }

    private CellState Finish(TableCell cell, PlannedRun run, ref bool trained, CancellationToken cancellation)
    {
        if (HasFailed(run))
            return CellState.Failed;
        if (IsDone(run))
            return CellState.Done;
        if (IsDamaged(cell, run))
            return CellState.Failed;
        using IDisposable? mine = LockFile.TryTake(run.Lock, time);
        if (mine is null)
            return CellState.Elsewhere;
        if (IsDone(run))
            return CellState.Done;
        trained = true;
        return Train(cell, run, cancellation) ? CellState.Done : CellState.Failed;
    }

    private bool Train(TableCell cell, PlannedRun run, CancellationToken cancellation)
    {
        note($"{cell}: {run.Name}");
        note(run.Command);
        using IDisposable _ = MemoryShortage.OnTold(why => run.Fail(why, time.GetUtcNow()));
        try
        {
            run.MoveRecord();
            StageCatalog.Run(run.Request, _observers, cancellation);
            run.Record().Save(run.Kept);
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Exception cause = DbdException.CauseOf(e);
            string why = cause is DbdException ? cause.Message : $"{cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ")}";
            run.Fail(why, time.GetUtcNow());
            note($"{cell} failed: {why}");
            return false;
        }
    }

    // Asked again and again while others work, and a run that is done stays so.
    private bool IsDone(PlannedRun run)
    {
        if (_done.Contains(run.Hash))
            return true;
        return run.IsDone() && _done.Add(run.Hash);
    }

    // What was recorded may have taken hours: that it is trained again is not for us to decide.
    private bool IsDamaged(TableCell cell, PlannedRun run)
    {
        if (run.Record().Damage is not { } damage)
            return false;
        if (_damaged.Add(run.Hash))
            note($"{cell} failed: {damage}");
        return true;
    }

    // Beside this table; it may have been trained for one elsewhere.
    private bool IsKept(PlannedRun run)
    {
        if (run.IsKept)
            return true;
        using IDisposable? mine = run.IsMeasured ? LockFile.TryTake(run.Lock, time) : null;
        if (mine is null)
            return false;
        run.Record().Save(run.Kept);
        return true;
    }

    // In this making of the table, by whichever process. Not told by the time alone: clocks are set back.
    private bool HasFailed(PlannedRun run) => run.Record() is { Failure: not null } record && record.FailedAt != _failedBefore[run.Hash];

    private enum CellState
    {
        Done,
        Failed,
        Elsewhere,
    }
}
