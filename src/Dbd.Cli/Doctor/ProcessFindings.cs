using Dbd.Torch.Runtime;

namespace Dbd.Cli.Doctor;

/// <summary>Looks at the processes that a launcher started together: where they are, and how they share the cores.</summary>
internal static class ProcessFindings
{
    public static IEnumerable<Finding> Look(IProcessGroup group)
    {
        if (group.Size == 1)
            yield break;
        Cores cores = Cores.Of(group);
        string hosts = cores.Hosts.Count == 1 ? "1 host" : $"{cores.Hosts.Count} hosts";
        yield return new Finding("processes", $"{group.Size} on {hosts}, by {group.Name}");
        foreach (string host in cores.Hosts)
            yield return new Finding("host", host);
        if (cores.Advice(cores.Threads) is { } advice)
            yield return new Finding("cores", $"{cores.Used} used here", Severity.Note, advice);
    }
}
