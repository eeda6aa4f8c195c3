using System.Security.Cryptography;
using System.Text;

using Dbd.Torch.Runtime;

using static TorchSharp.torch;

namespace Dbd.Torch.Stages;

/// <summary>That all processes of a run do the same: a difference is an error in each, which names the process and its host.</summary>
internal static class Agreement
{
    private const int HostBytes = 64;

    /// <summary>Waits until all are here.</summary>
    public static void Wait(IProcessGroup group)
    {
        double[] nothing = [0];
        group.Sum(nothing);
    }

    /// <summary>Compares what each process found.</summary>
    /// <param name="group">The processes.</param>
    /// <param name="facts">What is found, and its value, in the same order in each.</param>
    /// <exception cref="DbdException">Two differ.</exception>
    public static void Check(IProcessGroup group, IReadOnlyList<(string What, string Is)> facts)
    {
        if (group.Size > 1)
            Check(group, [.. facts.Select(f => (f.What, SHA256.HashData(Encoding.UTF8.GetBytes(f.Is))))]);
    }

    /// <summary>Compares the weights that each is about to train from.</summary>
    /// <exception cref="DbdException">Two differ.</exception>
    public static void OnWeights(IProcessGroup group, nn.Module network)
    {
        if (group.Size == 1)
            return;
        using IDisposable _ = no_grad();
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Tensor weights in network.state_dict().Values)
        {
            using Tensor host = weights.cpu();
            using Tensor rows = host.contiguous();
            hash.AppendData(rows.bytes);
        }
        Check(group, [("weights", hash.GetHashAndReset())]);
    }

    private static void Check(IProcessGroup group, (string What, byte[] Hash)[] facts)
    {
        byte[] host = new byte[HostBytes];
        Encoding.UTF8.TryGetBytes(Environment.MachineName, host, out _);
        byte[] mine = [.. host, .. facts.SelectMany(f => f.Hash)];
        using Tensor row = tensor(mine, [1, mine.Length]);
        using Tensor gathered = group.Gather(row);
        byte[][] all = [.. gathered.data<byte>().ToArray().Chunk(mine.Length)];
        for (int rank = 1; rank < all.Length; rank++)
        {
            for (int i = 0; i < facts.Length; i++)
            {
                Range place = (HostBytes + i * SHA256.HashSizeInBytes)..(HostBytes + (i + 1) * SHA256.HashSizeInBytes);
                if (!all[rank][place].AsSpan().SequenceEqual(all[0][place]))
                    throw Differs(facts[i].What, rank, all);
            }
        }
    }

    private static DbdException Differs(string what, int rank, byte[][] all) => new(
        $"Process {rank} on {HostOf(all[rank])} has other {what} than process 0 on {HostOf(all[0])}. "
            + "All processes of a run need the same program, configuration, data and checkpoints: "
            + "put them on a file system that all hosts share, or copy them anew.");

    private static string HostOf(byte[] row) => Encoding.UTF8.GetString(row.AsSpan(0, HostBytes)).TrimEnd('\0');
}
