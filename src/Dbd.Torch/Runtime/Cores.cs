using System.Globalization;
using System.Text;

using static TorchSharp.torch;

namespace Dbd.Torch.Runtime;

/// <summary>Which cores the processes may use, by what the launcher bound them to, and how they are shared out: a core that several may
/// use counts as a part for each.</summary>
public sealed class Cores
{
    private const string Status = "/proc/self/status";
    private const int MostCores = 4096;
    private const int HostBytes = 64;

    private readonly int _rank;
    private readonly (string Host, HashSet<int> Cores)[] _all;

    private Cores(int rank, (string, HashSet<int>)[] all) => (_rank, _all) = (rank, all);

    /// <summary>Threads for this process, so that all on its host use their cores once.</summary>
    public int Threads => ThreadsOf(_rank);

    /// <summary>How many processes are on this host.</summary>
    public int Neighbours => On(_all[_rank].Host).Count();

    /// <summary>Cores of this host that some process may use.</summary>
    public int Used => On(_all[_rank].Host).SelectMany(p => p.Cores).Distinct().Count();

    /// <summary>A sentence for each host: its name, processes, cores and threads.</summary>
    public IReadOnlyList<string> Hosts => [.. _all.Select(p => p.Host).Distinct().Select(Told)];

    /// <summary>Asks all processes.</summary>
    /// <param name="group">The processes.</param>
    public static Cores Of(IProcessGroup group) => Of(group, Environment.MachineName, Allowed());

    /// <summary>What to do where cores stay idle, or several threads share one; null if all is well.</summary>
    /// <param name="threads">Of each process here.</param>
    public string? Advice(int threads) => Advice(threads, OfThisHost());

    internal static Cores Of(IProcessGroup group, string host, IEnumerable<int> cores)
    {
        byte[] mine = new byte[HostBytes + MostCores];
        Encoding.UTF8.TryGetBytes(host, mine.AsSpan(0, HostBytes), out _);
        foreach (int core in cores.Where(c => c < MostCores))
            mine[HostBytes + core] = 1;
        using Tensor row = tensor(mine, [1, mine.Length]);
        using Tensor all = group.Gather(row);
        return new Cores(group.Rank, [.. all.data<byte>().ToArray().Chunk(mine.Length).Select(Read)]);
    }

    internal string? Advice(int threads, int coresOfThisHost)
    {
        if (coresOfThisHost > Used)
            return $"{coresOfThisHost - Used} cores of this host are not used: the launcher bound its {Neighbours} processes to {Used}. "
                + "Open MPI: --bind-to none, or start more processes.";
        return threads * Neighbours > Used
            ? $"{threads * Neighbours} threads share {Used} cores here: all wait for the process that waits for its core. "
                + "Leave 'threads' out, or start fewer processes."
            : null;
    }

    /// <summary>The cores in a list as Linux writes it: <c>0-3,8,10-11</c>.</summary>
    /// <param name="list">The list.</param>
    internal static IEnumerable<int> Listed(string list) =>
        list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(range => range.Split('-').Select(n => int.Parse(n, NumberStyles.None, CultureInfo.InvariantCulture)).ToArray())
            .SelectMany(ends => Enumerable.Range(ends[0], ends[^1] - ends[0] + 1));

    private static (string Host, HashSet<int> Cores) Read(byte[] row) => (
        Encoding.UTF8.GetString(row, 0, HostBytes).TrimEnd('\0'),
        [.. Enumerable.Range(0, MostCores).Where(core => row[HostBytes + core] != 0)]);

    private static IEnumerable<int> Allowed() => File.Exists(Status)
        ? Listed(File.ReadLines(Status).First(l => l.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)).Split(':')[1])
        : Enumerable.Range(0, Environment.ProcessorCount);

    // A job may have less than the machine: what it has, its control group says.
    private static int OfThisHost()
    {
        string[] lists = ["/sys/fs/cgroup/cpuset.cpus.effective", "/sys/devices/system/cpu/online"];
        return lists.FirstOrDefault(File.Exists) is { } list ? Listed(File.ReadAllText(list)).Count() : Environment.ProcessorCount;
    }

    private IEnumerable<(string Host, HashSet<int> Cores)> On(string host) => _all.Where(p => p.Host == host);

    private int ThreadsOf(int rank)
    {
        (string host, HashSet<int> cores) = _all[rank];
        double share = cores.Sum(core => 1.0 / On(host).Count(p => p.Cores.Contains(core)));
        return Math.Max(1, (int)(share + 0.01));
    }

    private string Told(string host)
    {
        int[] ranks = [.. Enumerable.Range(0, _all.Length).Where(r => _all[r].Host == host)];
        int cores = On(host).SelectMany(p => p.Cores).Distinct().Count();
        return $"{host}: {ranks.Length} processes ({string.Join(", ", ranks)}), {cores} cores, "
            + $"{string.Join(", ", ranks.Select(ThreadsOf).Distinct())} threads each";
    }
}
