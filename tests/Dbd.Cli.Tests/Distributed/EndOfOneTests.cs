using Xunit;

namespace Dbd.Cli.Tests.Distributed;

/// <summary>The end of one process is the end of all, and what was complete is kept: the same command ends with the same bits.</summary>
public sealed class EndOfOneTests : IDisposable
{
    private static readonly string[] s_sets = ["loader.batch_size=5", "num_epochs=3"];

    private readonly MpiRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Theory]
    [InlineData(MpiRuns.OpenMpi, "KILL", 1)]
    [InlineData(MpiRuns.Mpich, "KILL", 0)]
    [InlineData(MpiRuns.Mpich, "TERM", 1)]
    public async Task A_run_whose_process_ends_goes_on_to_the_same_bits(string launcher, string signal, int rank)
    {
        await _runs.Train("whole", "supervise", launcher, 2, s_sets);
        Shell ended;
        using (Launched run = _runs.Start(launcher, 2, [.. _runs.Line("ended", "supervise", s_sets)]))
        {
            await run.Made(_runs.Latest("ended", "supervise"));
            RankProcess.Signal(signal, rank, $"storage_dir={_runs.File("ended", "storage")}");
            ended = await run.End();
        }
        Assert.NotEqual(0, ended.Code);
        if (signal == "TERM")
            Assert.Contains("dbd: stopped. To go on, start the same line by mpi", ended.Error, StringComparison.Ordinal);
        await _runs.Train("ended", "supervise", launcher, 2, s_sets);
        Assert.Equal(_runs.Checkpoint("whole", "supervise"), _runs.Checkpoint("ended", "supervise"));
    }
}
