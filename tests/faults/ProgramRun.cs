using System.Diagnostics;
using System.Globalization;

using Dbd.Testing;

namespace Dbd.Faults;

/// <summary>The program at work. What it prints goes to files: a pipe would outlive it in its children.</summary>
internal sealed class ProgramRun : IDisposable
{
    private static readonly string s_program = RepositoryRoot.File("artifacts", "bin", "Dbd.Cli", "release", "Dbd.Cli.dll");

    private readonly Process _process;
    private readonly string _printed;

    private ProgramRun(Process process, string printed) => (_process, _printed) = (process, printed);

    /// <summary>How long it pauses within each file that it writes: milliseconds, <c>DBD_SLOW_WRITES</c>.</summary>
    public static int Pause => 5;

    /// <summary>When it was started, by the clock that dates files.</summary>
    public DateTime Begun { get; } = DateTime.UtcNow.AddMilliseconds(-10);

    public bool HasExited => _process.HasExited;

    /// <summary>The exit code; 128 and the signal's number where a signal ended it.</summary>
    public int Code => _process.ExitCode;

    public string Output => Read(_printed + ".out");

    public string Error => Read(_printed + ".err");

    /// <summary>Starts it.</summary>
    /// <param name="folder">Its working folder.</param>
    /// <param name="command">Its arguments.</param>
    /// <param name="before">What the shell does before, such as <c>ulimit</c>.</param>
    /// <param name="name">What it prints goes to <c>NAME.out</c> and <c>NAME.err</c> in that folder.</param>
    /// <param name="through">A program that starts it, with arguments.</param>
    public static ProgramRun Start(
        string folder, IEnumerable<string> command, string before = ":", string name = "run", params IEnumerable<string> through)
    {
        string printed = Path.Combine(folder, name);
        ProcessStartInfo start = new("/bin/sh", [
            "-c", $"out=$1; shift; {before}; exec \"$@\" >\"$out.out\" 2>\"$out.err\" </dev/null", "sh", printed,
            .. through, "dotnet", s_program, .. command])
        {
            WorkingDirectory = folder,
        };
        start.Environment["DBD_SLOW_WRITES"] = Pause.ToString(CultureInfo.InvariantCulture);
        return new ProgramRun(Process.Start(start)!, printed);
    }

    /// <summary>Waits until it has printed something.</summary>
    /// <returns>False if it ended without.</returns>
    public bool Says(string text)
    {
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (Ends(TimeSpan.FromMilliseconds(5)))
                return false;
        }
        return true;
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>False if it is still at work after that time.</returns>
    public bool Ends(TimeSpan within) => _process.WaitForExit(within);

    public void Send(Signal signal) => Signals.Send(_process.Id, signal);

    /// <summary>Kills it, and returns when it is gone.</summary>
    public void Kill()
    {
        Send(Signal.Kill);
        _process.WaitForExit();
    }

    /// <summary>Lets it have so much more address space than it has now.</summary>
    public void LimitMemory(int moreMegabytes)
    {
        _process.Refresh();
        if (!_process.HasExited)
            Tools.Run("prlimit", "--pid", $"{_process.Id}", $"--as={_process.VirtualMemorySize64 + (moreMegabytes * 1024L * 1024)}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static string Read(string path) => File.Exists(path) ? File.ReadAllText(path) : "";
}
