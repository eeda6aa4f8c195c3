using System.CommandLine;

using Dbd.Torch.Runtime;
using Dbd.Torch.Runtime.Distributed;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Cli.Tests.Distributed;

public sealed class TogetherTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void All_end_in_order_where_the_work_is_done(int rank)
    {
        (int code, Recorded group, string error) = Run(rank, _ => 0);
        Assert.Equal((0, true, null, ""), (code, group.IsDisposed, group.Aborted, error));
    }

    [Theory]
    [InlineData(0, "dbd: no disk.\n")]
    [InlineData(1, " ended: dbd: no disk.\n")]
    public void One_that_fails_says_so_and_ends_all(int rank, string said)
    {
        (int code, Recorded group, string error) = Run(rank, _ => throw new DbdException("no disk."));
        Assert.Equal((1, false, 1), (code, group.IsDisposed, group.Aborted));
        Assert.EndsWith(said, error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(rank == 1, error.StartsWith("Process 1 on ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void One_that_is_stopped_does_not_wait_for_the_others(int rank)
    {
        (int code, Recorded group, _) = Run(rank, _ => ExitCode.Interrupted);
        Assert.Equal((130, false, 130), (code, group.IsDisposed, group.Aborted));
    }

    [Fact]
    public void Only_the_first_prints()
    {
        Run(0, parsed => Say(parsed, writer => Assert.IsType<StringWriter>(writer)));
        Run(1, parsed => Say(parsed, writer => Assert.Same(TextWriter.Null, writer)));

        static int Say(ParseResult parsed, Action<TextWriter> check)
        {
            check(parsed.InvocationConfiguration.Output);
            return 0;
        }
    }

    private static (int Code, Recorded Group, string Error) Run(int rank, Func<ParseResult, int> work)
    {
        using StringWriter error = new();
        using StringWriter output = new();
        ParseResult parsed = DbdCommand.Create().Parse(["doctor"]);
        parsed.InvocationConfiguration.Error = error;
        parsed.InvocationConfiguration.Output = output;
        Recorded group = new(rank);
        Launch launch = new("mpirun", MpiKind.OpenMpi, rank, Size: 2, LocalRank: rank);
        int code = Together.Run(parsed, launch, () => group, firstSpeaks: TimeSpan.Zero, _ => work(parsed));
        return (code, group, error.ToString());
    }

    private sealed class Recorded(int rank) : IProcessGroup, IDisposable
    {
        public int Rank => rank;

        public int Size => 2;

        public string Name => "recorded";

        public bool IsDisposed { get; private set; }

        public int? Aborted { get; private set; }

        public void Sum(Tensor tensor)
        {
        }

        public void Sum(Span<double> numbers)
        {
        }

        public Tensor Gather(Tensor tensor) => tensor.clone();

        public void Broadcast(Tensor tensor)
        {
        }

        public void Abort(int exitCode) => Aborted = exitCode;

        public void Dispose() => IsDisposed = true;
    }
}
