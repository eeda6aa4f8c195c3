using Dbd.Torch.Runtime;

namespace Dbd.Torch.Training;

/// <summary>What all processes do after a step. None may leave or report alone: the others would wait for it.</summary>
/// <param name="Stops">One was asked to stop: all do.</param>
/// <param name="Reports">The readings are wanted: all add up theirs.</param>
/// <param name="Images">Images (views) that all have seen.</param>
internal readonly record struct StepVote(bool Stops, bool Reports, long Images)
{
    /// <summary>Asks all.</summary>
    /// <param name="group">The processes.</param>
    /// <param name="stops">Whether this one was asked to stop.</param>
    /// <param name="reports">Whether it is time for a report. The clock of the first counts.</param>
    /// <param name="images">Images (views) that this one has seen.</param>
    public static StepVote Of(IProcessGroup group, bool stops, bool reports, long images)
    {
        if (group.Size == 1)
            return new StepVote(stops, reports, images);
        double[] votes = [stops ? 1 : 0, reports && group.Rank == 0 ? 1 : 0, images];
        group.Sum(votes);
        return new StepVote(votes[0] > 0, votes[1] > 0, (long)votes[2]);
    }
}
