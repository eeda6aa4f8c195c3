using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

using static TorchSharp.torch;

namespace Dbd.Torch.Runtime;

/// <summary>Which cores the processes may use, by what the launcher bound them to, and how they are shared out: a core that several may
/// use counts as a part for each.</summary>
internal sealed class Cores
{
    private const string Status = "/proc/self/status";
    private const int MostCores = 4096;
    private const int Words = MostCores / 64;

    private readonly int _rank;
    private readonly long[][] _rows;

    private Cores(int rank, long[][] rows) => (_rank, _rows) = (rank, rows);

    /// <summary>Asks all processes.</summary>
    /// <param name="group">The processes.</param>
    public static Cores Of(IProcessGroup group) => new(group.Rank, Exchanged(group, OfThisProcess()));

    /// <summary>Threads for this process, so that all on its host use their cores once.</summary>
    public int Threads => ThreadsOf(_rank);

    /// <summary>How many processes are on this host.</summary>
    public int Neighbours => Here.Length;

    /// <summary>How many hosts there are.</summary>
    public int Hosts => _rows.Select(r => r[0]).Distinct().Count();

    /// <summary>Cores of this host that some process may use.</summary>
    public int Used => Here.Aggregate(new long[Words], (all, row) => [.. all.Zip(row[1..], (a, b) => a | b)]).Sum(word => BitOperations.PopCount((ulong)word));

    /// <summary>What to do where cores stay idle, or several threads share one; null if all is well.</summary>
    /// <param name="threads">Of each process here.</param>
    public string? Advice(int threads)
    {
        int idle = OfThisHost() - Used;
        if (idle > 0)
            return $"{idle} cores of this host are not used: the launcher bound the processes to {Used}. "
                + "Open MPI: --bind-to none, or more processes.";
        return threads * Neighbours > Used
            ? $"{threads * Neighbours} threads share {Used} cores here: a process that waits for the others waits long. "
                + "Leave 'threads' out, or start fewer processes."
            : null;
    }

    private long[][] Here => [.. _rows.Where(r => r[0] == _rows[_rank][0])];

    /// <summary>Threads for a process.</summary>
    /// <param name="rank">Which.</param>
    public int ThreadsOf(int rank)
    {
        double share = 0;
        long[][] here = [.. _rows.Where(r => r[0] == _rows[rank][0])];
        for (int core = 0; core < MostCores; core++)
        {
            if (Has(_rows[rank], core))
                share += 1.0 / here.Count(row => Has(row, core));
        }
        return Math.Max(1, (int)(share + 0.01));
    }

    /// <summary>The cores in a list as Linux writes it: <c>0-3,8,10-11</c>.</summary>
    /// <param name="list">The list.</param>
    internal static IEnumerable<int> Listed(string list)
    {
        foreach (string[] ends in list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(r => r.Split('-')))
        {
            int first = int.Parse(ends[0], CultureInfo.InvariantCulture);
            int last = int.Parse(ends[^1], CultureInfo.InvariantCulture);
            for (int core = first; core <= last; core++)
                yield return core;
        }
    }

    private static bool Has(long[] row, int core) => (row[1 + core / 64] >> (core % 64) & 1) != 0;

    // A job may have less than the machine: what it has, its control group says.
    private static int OfThisHost()
    {
        string? list = ((string[])["/sys/fs/cgroup/cpuset.cpus.effective", "/sys/devices/system/cpu/online"]).FirstOrDefault(File.Exists);
        return list is null ? Environment.ProcessorCount : Listed(File.ReadAllText(list)).Count();
    }

    private static IEnumerable<int> OfThisProcess() => File.Exists(Status)
        ? Listed(File.ReadLines(Status).First(l => l.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)).Split(':')[1])
        : Enumerable.Range(0, Environment.ProcessorCount);

    private static long[][] Exchanged(IProcessGroup group, IEnumerable<int> cores)
    {
        long[] mine = new long[1 + Words];
        mine[0] = BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(Environment.MachineName)));
        foreach (int core in cores.Where(c => c < MostCores))
            mine[1 + core / 64] |= 1L << (core % 64);
        using Tensor row = tensor(mine, [1, mine.Length]);
        using Tensor all = group.Gather(row);
        return [.. all.data<long>().ToArray().Chunk(mine.Length)];
    }
}
