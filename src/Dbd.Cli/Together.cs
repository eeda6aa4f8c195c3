using System.CommandLine;

using Dbd.Torch.Runtime;
using Dbd.Torch.Runtime.Distributed;

namespace Dbd.Cli;

/// <summary>A command that several processes may run together, started by mpirun or srun. All others refuse to be started so.</summary>
/// <param name="name">The command's name.</param>
/// <param name="description">One line.</param>
internal sealed class SharedCommand(string name, string description) : Command(name, description);

/// <summary>Runs what several processes do together: the first speaks, and one that fails ends all of them.</summary>
internal static class Together
{
    // What is wrong in all of them the first tells alone; the others give it time to.
    private static readonly TimeSpan s_firstSpeaks = TimeSpan.FromSeconds(5);

    /// <summary>What is wrong with starting several processes of a command; null if nothing is.</summary>
    /// <param name="command">The command.</param>
    /// <param name="launch">How this process was started.</param>
    public static string? Misuse(Command command, Launch launch) => launch.IsTogether && command is not SharedCommand
        ? $"'{command.Name}' is work for one process, and {launch.Starter} started {launch.Size}. Start it without that."
        : null;

    /// <summary>Runs a command's work in each process.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="work">Gives the exit code.</param>
    public static int Run(ParseResult parsed, Func<IProcessGroup, int> work) =>
        Run(parsed, Launch.Current, Launch.Current.Join, s_firstSpeaks, work);

    /// <summary>The same, with what a test replaces.</summary>
    internal static int Run(
        ParseResult parsed, Launch launch, Func<IProcessGroup> join, TimeSpan firstSpeaks, Func<IProcessGroup, int> work)
    {
        if (!launch.IsTogether)
            return work(Alone.Instance);
        TextWriter error = parsed.InvocationConfiguration.Error;
        if (!launch.Speaks)
            (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error) = (TextWriter.Null, TextWriter.Null);
        IProcessGroup? group = null;
        int code;
        string said = "";
        try
        {
            group = join();
            code = work(group);
        }
        catch (Exception e)
        {
            using StringWriter message = new();
            code = Failure.Report(e, parsed.GetValue<bool>(DbdCommand.Verbose), message);
            said = message.ToString();
        }
        if (code == ExitCode.Ok)
        {
            (group as IDisposable)?.Dispose();
            return code;
        }
        // It may have ended alone, and the others would wait for it forever.
        if (!launch.Speaks)
        {
            Thread.Sleep(firstSpeaks);
            said = $"Process {launch.Rank} on {Environment.MachineName} ended: {(said.Length > 0 ? said : $"exit code {code}.\n")}";
        }
        error.Write(said);
        error.Flush();
        // MPICH's launcher drops what it has not yet passed on when it ends all.
        Thread.Sleep(firstSpeaks / 5);
        group?.Abort(code);
        return code;
    }
}
