namespace Dbd.Faults.Scenarios;

/// <summary>When a run is killed.</summary>
/// <param name="After">So long after its start.</param>
/// <param name="WithinWrite">Then in the next write of a file, after this share of the time that it takes; null is at once.</param>
internal sealed record KillMoment(TimeSpan After, double? WithinWrite)
{
    private const int Pieces = 8;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(1);

    /// <summary>Waits for it.</summary>
    /// <returns>False if the run ended before.</returns>
    public bool Await(ProgramRun run, string folder)
    {
        if (run.Ends(After))
            return false;
        if (WithinWrite is not { } share)
            return true;
        while (!RunningWrite.IsIn(Path.Combine(folder, "run"), run.Begun))
        {
            if (run.Ends(s_look))
                return false;
        }
        return !run.Ends(TimeSpan.FromMilliseconds(share * Pieces * ProgramRun.Pause));
    }
}
