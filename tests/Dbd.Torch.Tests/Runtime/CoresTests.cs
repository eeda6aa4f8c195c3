using Dbd.Torch.Runtime;

using Xunit;

using static TorchSharp.torch;

namespace Dbd.Torch.Tests.Runtime;

public sealed class CoresTests
{
    [Fact]
    public void A_list_of_cores_is_read_as_Linux_writes_it() =>
        Assert.Equal([0, 1, 2, 3, 8, 10, 11], Cores.Listed(" 0-3,8,10-11\n"));

    [Theory]
    [InlineData("h:0-3 h:0-3", 2, 4)]          // not bound: all share four
    [InlineData("h:0-1 h:2-3", 2, 4)]          // bound to halves
    [InlineData("h:0 h:1", 1, 2)]              // bound to a core each
    [InlineData("h:0 h:0 h:0", 1, 1)]          // more processes than cores
    [InlineData("h:0-3 other:0-3", 4, 4)]      // a host each
    public void Processes_share_out_the_cores_of_their_host(string processes, int threads, int used)
    {
        Cores cores = Of(processes);
        Assert.Equal((threads, used), (cores.Threads, cores.Used));
        Assert.Equal(processes.Split(' ').Count(p => p.StartsWith("h:", StringComparison.Ordinal)), cores.Neighbours);
        Assert.Equal(processes.Contains("other", StringComparison.Ordinal) ? 2 : 1, cores.Hosts.Count);
    }

    [Fact]
    public void Idle_cores_and_crowded_ones_bring_advice()
    {
        Cores cores = Of("h:0 h:1");
        Assert.Contains("--bind-to none", cores.Advice(threads: 1, coresOfThisHost: 16), StringComparison.Ordinal);
        Assert.Contains("4 threads share 2 cores", cores.Advice(threads: 2, coresOfThisHost: 2), StringComparison.Ordinal);
        Assert.Null(cores.Advice(threads: 1, coresOfThisHost: 2));
    }

    // The group gives what the processes before gave, and remembers; the last one has heard all.
    private static Cores Of(string processes)
    {
        Remembering group = new();
        Cores? cores = null;
        foreach (string[] process in processes.Split(' ').Reverse().Select(p => p.Split(':')))
            cores = Cores.Of(group, process[0], Cores.Listed(process[1]));
        return cores!;
    }

    private sealed class Remembering : IProcessGroup
    {
        private byte[] _heard = [];

        public int Rank => 0;

        public int Size => 2;

        public string Name => "";

        public void Sum(Tensor tensor)
        {
        }

        public void Sum(Span<double> numbers)
        {
        }

        public Tensor Gather(Tensor row)
        {
            _heard = [.. row.data<byte>().ToArray(), .. _heard];
            return tensor(_heard, [_heard.Length / row.shape[1], row.shape[1]]);
        }

        public void Broadcast(Tensor tensor)
        {
        }

        public void Abort(int exitCode)
        {
        }
    }
}
