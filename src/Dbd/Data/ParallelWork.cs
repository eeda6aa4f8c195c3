namespace Dbd.Data;

/// <summary>Work on many samples, on all cores, that tells how far it is and can be stopped.</summary>
internal static class ParallelWork
{
    private const int ReportEvery = 64;

    /// <summary>Does a piece of work for every number below <paramref name="count"/>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="what">What is counted, for the progress.</param>
    /// <param name="progress">Is told how far it is, by one thread at a time.</param>
    /// <param name="work">Does one.</param>
    /// <param name="cancellation">Stops between two.</param>
    /// <exception cref="DbdException">What <paramref name="work"/> threw; the first in ordinal order where several threads did.</exception>
    public static void For(int count, string what, IProgress<WorkProgress>? progress, Action<int> work, CancellationToken cancellation) =>
        For(count, what, progress, () => true, (i, _) => work(i), cancellation);

    /// <summary>As above, with something that each thread makes once and uses again.</summary>
    /// <typeparam name="T">What each thread has.</typeparam>
    /// <param name="count">How many.</param>
    /// <param name="what">What is counted, for the progress.</param>
    /// <param name="progress">Is told how far it is, by one thread at a time.</param>
    /// <param name="own">Makes a thread's own.</param>
    /// <param name="work">Does one.</param>
    /// <param name="cancellation">Stops between two.</param>
    public static void For<T>(
        int count, string what, IProgress<WorkProgress>? progress, Func<T> own, Action<int, T> work, CancellationToken cancellation)
    {
        Lock gate = new();
        int done = 0;
        try
        {
            ParallelOptions options = new() { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
            Parallel.For(0, count, options, own, Step, _ => { });
        }
        catch (AggregateException e)
        {
            throw e.InnerExceptions.OfType<DbdException>().OrderBy(x => x.Message, StringComparer.Ordinal).FirstOrDefault()
                ?? e.InnerExceptions[0];
        }

        T Step(int i, ParallelLoopState state, T mine)
        {
            work(i, mine);
            if (progress is not null)
            {
                lock (gate)
                {
                    done++;
                    if (done % ReportEvery == 0 || done == count)
                        progress.Report(new WorkProgress(what, done, count));
                }
            }
            return mine;
        }
    }
}
