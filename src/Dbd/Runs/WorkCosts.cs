namespace Dbd.Runs;

/// <summary>What each kind of work costs on this machine: by what it has cost, and before that by what all other work has. However
/// uneven the machine is, a cost changes little from one measurement to the next.</summary>
/// <param name="usual">What a unit of work is thought to take, seconds; null where nothing is known.</param>
internal sealed class WorkCosts(double? usual)
{
    /// <summary>The most that a measurement changes any cost by, as a share of it.</summary>
    public const double MostChange = 0.05;

    // What is expected of a kind of work weighs as much as so many seconds of it that were measured.
    private const double ExpectedWeighs = 5;

    private readonly Dictionary<WorkKind, WorkCost> _kinds = [];

    /// <summary>Takes a measurement in.</summary>
    /// <param name="kind">What was done.</param>
    /// <param name="work">How much; 0 where it is something that always comes with such work.</param>
    /// <param name="seconds">What it took.</param>
    public void Add(WorkKind kind, double work, double seconds)
    {
        Of(kind).Add(work, seconds);
        foreach (WorkCost cost in _kinds.Values.Where(c => c.Told is not null))
            cost.Told = Math.Clamp(Measured(cost)!.Value, (1 - MostChange) * cost.Told!.Value, (1 + MostChange) * cost.Told.Value);
    }

    /// <summary>Seconds that some work takes; null before anything is known.</summary>
    public double? Seconds(WorkKind kind, double work)
    {
        WorkCost cost = Of(kind);
        return work * (cost.Told ??= Measured(cost));
    }

    private WorkCost Of(WorkKind kind)
    {
        if (!_kinds.TryGetValue(kind, out WorkCost? cost))
            _kinds[kind] = cost = new WorkCost();
        return cost;
    }

    private double? Measured(WorkCost cost) =>
        Overall() is { } overall ? (cost.Seconds + ExpectedWeighs) / (cost.Work + ExpectedWeighs / overall) : null;

    private double? Overall()
    {
        double expected = usual is null ? 0 : ExpectedWeighs;
        double work = _kinds.Values.Sum(c => c.Work) + expected / (usual ?? 1);
        double seconds = _kinds.Values.Sum(c => c.Seconds) + expected;
        return work > 0 && seconds > 0 ? seconds / work : null;
    }
}
