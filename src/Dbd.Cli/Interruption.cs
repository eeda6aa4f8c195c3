using System.Runtime.InteropServices;

namespace Dbd.Cli;

/// <summary>Ctrl-C and SIGTERM: the first asks the run to stop after its step, the second ends the process.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly TextWriter _error;
    private readonly Action<int> _exit;
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Begins to listen.</summary>
    /// <param name="error">Where to say what happens.</param>
    /// <param name="exit">Ends the process; for tests.</param>
    public Interruption(TextWriter error, Action<int>? exit = null)
    {
        _error = error;
        _exit = exit ?? ExitNow;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
        ];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>A signal came.</summary>
    public void Stop()
    {
        if (_source.IsCancellationRequested)
        {
            _exit(ExitCode.Interrupted);
            return;
        }
        _error.WriteLine();
        _error.WriteLine("dbd: stopping after this step; again to stop at once.");
        _source.Cancel();
    }

    /// <summary>Listens no longer.</summary>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        Stop();
    }

    // Environment.Exit runs the destructors of libtorch while its threads still compute: it may hang or crash.
    private static void ExitNow(int code)
    {
        if (OperatingSystem.IsWindows())
            Environment.Exit(code);
        else
            ExitAtOnce(code);
    }

    [DllImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern void ExitAtOnce(int code);
}
