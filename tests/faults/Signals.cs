using System.Runtime.InteropServices;

namespace Dbd.Faults;

/// <summary>The signals that a process is sent; the numbers are Linux's.</summary>
internal enum Signal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}

/// <summary>kill(2).</summary>
internal static class Signals
{
    /// <summary>Sends it; false where there is no such process any more.</summary>
    public static bool Send(int process, Signal signal) => Kill(process, (int)signal) == 0;

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Kill(int process, int signal);
}
