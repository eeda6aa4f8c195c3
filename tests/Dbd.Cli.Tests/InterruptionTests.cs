using System.CommandLine;

using Xunit;

namespace Dbd.Cli.Tests;

// A signal reaches every run of the process: no other test may have one meanwhile.
[CollectionDefinition(nameof(InterruptionTests), DisableParallelization = true)]
[Collection(nameof(InterruptionTests))]
public sealed class InterruptionTests : IDisposable
{
    private readonly StringWriter _error = new();
    private int? _exit;

    public void Dispose() => _error.Dispose();

    [Fact]
    public void The_first_signal_asks_the_run_to_stop()
    {
        using Interruption interruption = new(_error, code => _exit = code);
        Assert.False(interruption.Token.IsCancellationRequested);
        interruption.Stop();
        Assert.True(interruption.Token.IsCancellationRequested);
        Assert.Contains("stopping after this step; again to stop at once", _error.ToString(), StringComparison.Ordinal);
        Assert.Null(_exit);
    }

    [Fact]
    public void The_second_ends_the_process()
    {
        using Interruption interruption = new(_error, code => _exit = code);
        interruption.Stop();
        interruption.Stop();
        Assert.Equal(130, _exit);
    }

    [Theory]
    [InlineData("supervise --config f.yaml", "dbd supervise --config f.yaml")]
    [InlineData("supervise --resume False --config f.yaml --amp", "dbd supervise --config f.yaml --amp")]
    [InlineData("simclr --config=f.yaml --resume=False --set a.b=1", "dbd simclr --config f.yaml --set a.b=1")]
    [InlineData("mixmatch_finetune --config it's --resume epoch10.pt", "dbd mixmatch_finetune --config 'it'\\''s'")]
    public void An_interrupted_run_tells_the_line_that_goes_on(string line, string resume)
    {
        RootCommand root = Shell.WithAction(line.Split(' ')[0].Replace('_', '-'), parsed => TrainingRun.Run(
            parsed,
            new() { ConfigPath = "f.yaml" },
            (_, _, cancellation) =>
            {
                Assert.True(SendSelfSigterm());
                Assert.True(cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(10)));
                cancellation.ThrowIfCancellationRequested();
            }));
        Shell shell = Shell.Run(root, line.Split(' '));
        Assert.Equal(130, shell.Code);
        Assert.EndsWith($"dbd: stopped. To go on: {resume}{Environment.NewLine}", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_argument_with_a_space_is_quoted() => Assert.Equal(
        "dbd supervise --config 'a b.yaml' --set ''",
        ResumeLine.From(DbdCommand.Create().Parse(["supervise", "--config", "a b.yaml", "--set", ""])));

    private static bool SendSelfSigterm()
    {
        using System.Diagnostics.Process kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{Environment.ProcessId}"]);
        kill.WaitForExit();
        return kill.ExitCode == 0;
    }
}
