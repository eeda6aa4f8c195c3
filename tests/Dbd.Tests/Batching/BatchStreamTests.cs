using System.Collections.Concurrent;

using Dbd.Batching;

using Xunit;

namespace Dbd.Tests.Batching;

public sealed class BatchStreamTests
{
    private readonly ConcurrentBag<CountedBatch> _made = [];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(50)]
    public void Batches_come_once_each_and_in_order(int ahead)
    {
        BatchStream<CountedBatch> stream = new(20, ahead, Slowly);
        Assert.Equal(Enumerable.Range(0, 20), stream.Select(b => b.Step));
        Assert.Equal(20, stream.Steps);
        Assert.Equal(20, _made.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_stream_of_nothing_is_empty(int ahead) => Assert.Empty(new BatchStream<CountedBatch>(0, ahead, Slowly));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(4, 5)]
    public void No_more_are_prepared_than_asked_for(int ahead, int expected)
    {
        using IEnumerator<CountedBatch> batches = new BatchStream<CountedBatch>(20, ahead, Slowly).GetEnumerator();
        Assert.True(batches.MoveNext());
        Assert.InRange(_made.Count, 1, expected);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void A_consumer_that_stops_early_returns_what_was_prepared(int ahead)
    {
        foreach (CountedBatch batch in new BatchStream<CountedBatch>(20, ahead, Slowly))
        {
            using (batch)
            {
                if (batch.Step == 2)
                    break;
            }
        }
        Assert.True(SpinWait.SpinUntil(
            () => _made.Count >= 3 + Math.Max(0, ahead - 1) && _made.All(b => b.Disposals == 1), TimeSpan.FromSeconds(10)));
        Assert.True(_made.Count < 20);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void What_fails_in_a_worker_fails_where_the_batch_is_awaited(int ahead)
    {
        List<int> seen = [];
        BatchStream<CountedBatch> stream = new(
            20, ahead, step => step == 3 ? throw new DbdException("The picture is torn.") : Slowly(step));
        DbdException e = Assert.Throws<DbdException>(() =>
        {
            foreach (CountedBatch batch in stream)
            {
                seen.Add(batch.Step);
                batch.Dispose();
            }
        });
        Assert.Equal("The picture is torn.", e.Message);
        Assert.Equal([0, 1, 2], seen);
        Assert.True(SpinWait.SpinUntil(() => _made.All(b => b.Disposals == 1), TimeSpan.FromSeconds(10)));
    }

    private CountedBatch Slowly(int step)
    {
        Thread.Sleep(step % 3);
        CountedBatch batch = new(step);
        _made.Add(batch);
        return batch;
    }
}
