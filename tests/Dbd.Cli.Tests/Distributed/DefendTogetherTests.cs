using System.Text.Json;

using Xunit;

namespace Dbd.Cli.Tests.Distributed;

/// <summary>A defense by several processes: the first decides, all train, one folder is written.</summary>
public sealed class DefendTogetherTests : IDisposable
{
    private readonly MpiRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public async Task Two_processes_defend_and_take_up_to_the_same_bits_what_they_were_stopped_in()
    {
        Shell whole = await _runs.Run(MpiRuns.Mpich, 2, Line("whole"));
        Assert.True(whole.Code == 0, whole.ToString());
        Assert.Single(whole.Output.Split('\n'), l => l.StartsWith("The model is right on ", StringComparison.Ordinal));

        Shell stopped;
        using (Launched run = _runs.Start(MpiRuns.Mpich, 2, Line("ended")))
        {
            await run.Made(_runs.File("ended", "saved_data"));
            RankProcess.Signal("TERM", rank: 1, _runs.File("ended"));
            stopped = await run.End();
        }
        Assert.NotEqual(0, stopped.Code);
        Assert.Contains("dbd: stopped. To go on, start the same line by mpi", stopped.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_runs.File("ended", "model.pt")));

        Shell again = await _runs.Run(MpiRuns.Mpich, 2, Line("ended"));
        Assert.True(again.Code == 0, again.ToString());
        foreach (string file in (string[])["suspects.csv", "model.pt", "model.onnx"])
            Assert.Equal(File.ReadAllBytes(_runs.File("whole", file)), File.ReadAllBytes(_runs.File("ended", file)));
        Assert.True(File.Exists(_runs.File("ended", "report.html")));
        using JsonDocument record = JsonDocument.Parse(File.ReadAllText(_runs.File("ended", "run.json")));
        Assert.Contains(", 2 processes (", record.RootElement.GetProperty("machine").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_several_have_begun_one_ends()
    {
        using (Launched run = _runs.Start(MpiRuns.OpenMpi, 2, Line("begun")))
        {
            await run.Made(_runs.File("begun", "storage", "witness"));
            RankProcess.Signal("TERM", rank: 0, _runs.File("begun"));
            await run.End();
        }
        Shell one = await _runs.Run(null, 1, Line("begun"));
        Assert.True(one.Code == 0, one.ToString());
        Assert.True(File.Exists(_runs.File("begun", "model.pt")));
    }

    [Theory]
    [InlineData(MpiRuns.OpenMpi)]
    [InlineData(MpiRuns.Mpich)]
    public async Task A_budget_that_is_too_short_is_refused_once_by_the_clock_of_the_first(string launcher)
    {
        Shell shell = await _runs.Run(launcher, 2, [.. Line("short"), "--budget", "1s"]);
        Assert.Equal(2, shell.Code);
        Assert.Single(shell.Error.Split('\n'), l => l.Contains("--budget", StringComparison.Ordinal));
    }

    private string[] Line(string name) =>
        ["defend", _runs.File("data"), "--out", _runs.File(name), "--config", _runs.Recipe(), "--gpu", "cpu"];
}
