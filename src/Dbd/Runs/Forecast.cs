namespace Dbd.Runs;

/// <summary>Says how long a command of several runs takes on this machine, as soon as that has been measured, and again where it turns out
/// to take much longer; where that is more than usual, also why.</summary>
/// <param name="usual">What all of it takes on a usual machine; null where nobody knows.</param>
/// <param name="why">Says why this machine is slower.</param>
/// <param name="note">Is told the sentences.</param>
internal sealed class Forecast((TimeSpan Least, TimeSpan Most)? usual, Func<string> why, Action<string> note) : IRunObserver
{
    // Before that the first seconds would count too much.
    private const double ShownEnough = 0.02;
    private const double MuchLonger = 1.3;

    // Of less nobody needs to be told.
    private static readonly TimeSpan s_little = TimeSpan.FromMinutes(1);

    private readonly Pace _pace = new();
    private double? _begun;
    private TimeSpan? _told;

    public void OnPlan(RunPlan plan) => _pace.OnPlan(plan);

    public void OnStart(RunStart run) => _pace.OnStart(run);

    public void OnStep(StepReport step)
    {
        _pace.OnStep(step);
        Consider();
    }

    public void OnEpoch(EpochReport epoch)
    {
        _pace.OnEpoch(epoch);
        Consider();
    }

    private void Consider()
    {
        double done = _pace.Done;
        if (_pace.WholeLeft is not { } left)
            return;
        _begun ??= done;
        if (done - _begun < ShownEnough || left < s_little)
            return;
        // At this pace, from the first run to the last: also what earlier starts did.
        TimeSpan all = left / (1 - done);
        if (all < _told * MuchLonger)
            return;
        string stages = string.Join(
            ", ", _pace.StagesLeft.Where(s => s.Left > TimeSpan.Zero).Select(s => $"{s.Stage} {Duration.Text(s.Left)}"));
        note($"{(_told is null ? "About" : "It has become slower: about")} {Duration.Text(left)} more on this machine: {stages}.");
        if (all > usual?.Most)
            note($"Usually all of it takes {Duration.Text(usual.Value.Least)} to {Duration.Text(usual.Value.Most)}. {why()}");
        _told = all;
    }
}
