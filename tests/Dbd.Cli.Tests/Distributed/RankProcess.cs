using System.Diagnostics;

namespace Dbd.Cli.Tests.Distributed;

/// <summary>A process that a launcher has started and numbered.</summary>
internal static class RankProcess
{
    /// <summary>Sends it a signal.</summary>
    /// <param name="signal">Its name, as <c>TERM</c>.</param>
    /// <param name="rank">The process's number.</param>
    /// <param name="word">A word of its command line that no other run has.</param>
    public static void Signal(string signal, int rank, string word)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{Find(rank, word)}"]);
        kill.WaitForExit();
    }

    private static int Find(int rank, string word)
    {
        foreach (string folder in Directory.GetDirectories("/proc").Where(f => int.TryParse(Path.GetFileName(f), out _)))
        {
            try
            {
                string[] line = File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0');
                string[] environment = File.ReadAllText(Path.Combine(folder, "environ")).Split('\0');
                if (line[0].EndsWith("dotnet", StringComparison.Ordinal) && line.Contains(word)
                    && environment.Any(v => v == $"PMI_RANK={rank}" || v == $"OMPI_COMM_WORLD_RANK={rank}"))
                    return int.Parse(Path.GetFileName(folder));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It ended, or is another user's.
            }
        }
        throw new InvalidOperationException($"There is no process of rank {rank}.");
    }
}
