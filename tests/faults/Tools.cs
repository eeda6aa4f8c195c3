using System.Diagnostics;

namespace Dbd.Faults;

/// <summary>Programs of the system.</summary>
internal static class Tools
{
    /// <summary>Runs one, which has to end well.</summary>
    public static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} fails.");
    }
}
