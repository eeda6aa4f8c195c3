using System.Diagnostics;

namespace Dbd.Cli.Tests;

/// <summary>A command line run by a process of its own.</summary>
internal sealed class Launched : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    /// <param name="folder">Where it works.</param>
    /// <param name="environment">Variables, <c>NAME=value</c> each.</param>
    /// <param name="line">The program and its arguments.</param>
    public Launched(string folder, string[] environment, params string[] line)
    {
        ProcessStartInfo start = new(line[0], line[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (string[] variable in environment.Select(v => v.Split('=', 2)))
            start.Environment[variable[0]] = variable[1];
        _process = Process.Start(start)!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>This build's program, for a shell.</summary>
    public static string Program { get; } = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "Dbd.Cli.dll")}'";

    public int Id => _process.Id;

    /// <summary>Waits for its end.</summary>
    public async Task<Shell> End()
    {
        using CancellationTokenSource patience = new(s_patience);
        await _process.WaitForExitAsync(patience.Token);
        return new Shell(_process.ExitCode, await _output, await _error);
    }

    /// <summary>Waits for a file or folder that it makes.</summary>
    public async Task Made(string path)
    {
        for (int i = 0; !Path.Exists(path); i++)
        {
            if (_process.HasExited || i == 3000)
                throw new InvalidOperationException($"{path} is not made. {(_process.HasExited ? await _error : "")}");
            await Task.Delay(100);
        }
    }

    /// <summary>As <c>kill -9</c>: this process alone, not what it started.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
