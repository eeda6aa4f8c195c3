namespace Dbd.Cli.Doctor;

/// <summary>What .NET does not tell of the CPU: whether it multiplies bfloat16 by itself.</summary>
internal static class CpuFlags
{
    /// <summary>The two extensions for it, and whether they are there; not there where it cannot be found out.</summary>
    public static IEnumerable<(string Name, bool IsThere)> Bfloat16()
    {
        HashSet<string> flags = Read();
        return [("bf16", flags.Contains("avx512_bf16")), ("AMX", flags.Contains("amx_bf16"))];
    }

    private static HashSet<string> Read()
    {
        const string info = "/proc/cpuinfo";
        string line = File.Exists(info)
            ? File.ReadLines(info).FirstOrDefault(l => l.StartsWith("flags", StringComparison.Ordinal)) ?? ""
            : "";
        return [.. line[(line.IndexOf(':') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }
}
