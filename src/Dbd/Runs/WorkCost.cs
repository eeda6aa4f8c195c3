namespace Dbd.Runs;

/// <summary>A kind of work, all of which takes the same time.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Phase">The part of its run.</param>
/// <param name="IsStepped">Whether these are training steps; else ranking and tests.</param>
internal readonly record struct WorkKind(string Stage, string Phase, bool IsStepped);

/// <summary>What a kind of work has cost lately: seconds and work, of which the older is forgotten.</summary>
internal sealed class WorkCost
{
    // A machine's pace changes with what else it does, but a minute of it is no news to a run of hours.
    private const double Shortest = 60;
    private const double ShareRemembered = 0.25;

    private double _all;

    /// <summary>The time that is remembered.</summary>
    public double Seconds { get; private set; }

    /// <summary>The work that was done in it.</summary>
    public double Work { get; private set; }

    /// <summary>Seconds for a unit of work, as told to people; null before anything was measured.</summary>
    public double? Told { get; set; }

    /// <summary>Takes a measurement in.</summary>
    public void Add(double work, double seconds)
    {
        _all += seconds;
        double kept = Seconds + seconds > 0 ? Math.Min(1, Math.Max(Shortest, ShareRemembered * _all) / (Seconds + seconds)) : 1;
        (Seconds, Work) = (kept * (Seconds + seconds), kept * (Work + work));
    }
}
