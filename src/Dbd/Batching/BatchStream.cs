using System.Collections;

namespace Dbd.Batching;

/// <summary>The batches of one pass, prepared ahead by loader threads and handed over in order.</summary>
/// <typeparam name="T">A batch; whoever receives it disposes it.</typeparam>
/// <param name="steps">Number of batches.</param>
/// <param name="ahead">Batches prepared ahead; 0 prepares each when it is asked for.</param>
/// <param name="prepare">Makes batch number k; called from several threads.</param>
public sealed class BatchStream<T>(int steps, int ahead, Func<int, T> prepare) : IEnumerable<T>
    where T : IBatch
{
    /// <summary>Number of batches.</summary>
    public int Steps => steps;

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ahead == 0
        ? Enumerable.Range(0, steps).Select(prepare).GetEnumerator()
        : Prefetched();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerator<T> Prefetched()
    {
        Queue<Task<T>> underway = new();
        try
        {
            for (int next = 0; next < steps || underway.Count > 0;)
            {
                for (; next < steps && underway.Count < ahead; next++)
                {
                    int step = next;
                    underway.Enqueue(Task.Run(() => prepare(step)));
                }
                yield return underway.Dequeue().GetAwaiter().GetResult();
            }
        }
        finally
        {
            foreach (Task<T> task in underway)
                Abandon(task);
        }
    }

    // A consumer that stops early (interruption, a failed step) leaves batches behind: they are returned when they are done.
    private static void Abandon(Task<T> task) =>
        _ = task.ContinueWith(
            done => done.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
}
