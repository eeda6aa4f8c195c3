using System.CommandLine;
using System.Diagnostics;

using Dbd.Cli.Commands;
using Dbd.Reports.Console;
using Dbd.Torch.Tables;

using Spectre.Console;

namespace Dbd.Cli;

/// <summary>Further processes that train a table's runs beside the first one. Each takes what no other has; when the first one closes
/// their input, also by its own death, they stop after their step.</summary>
internal sealed class TableHelpers : IDisposable
{
    private readonly (Process Process, string Log)[] _helpers;
    private readonly TextWriter _error;

    private TableHelpers((Process Process, string Log)[] helpers, TextWriter error) => (_helpers, _error) = (helpers, error);

    /// <summary>The override that gives each process its share of the cores; nothing for one process.</summary>
    public static IEnumerable<string> Share(int processes) =>
        processes == 1 ? [] : [$"threads={Math.Max(1, Environment.ProcessorCount / processes)}"];

    /// <summary>Starts helpers, each with a log of its own in the folder of the runs.</summary>
    /// <param name="request">The table.</param>
    /// <param name="plan">The same, read.</param>
    /// <param name="count">How many.</param>
    /// <param name="error">Is told which of them failed.</param>
    public static TableHelpers Start(TableRequest request, TablePlan plan, int count, TextWriter error)
    {
        IEnumerable<string> logs = Enumerable.Range(2, count)
            .Select(number => Path.Combine(UserPath.Expand(plan.Spec.Runs), $"process-{number}.log"));
        return new([.. logs.Select(log => (StartOne(request, log), log))], error);
    }

    /// <summary>What a helper does.</summary>
    /// <returns>The exit code.</returns>
    public static int Help(ParseResult parsed, TableRequest request, string log)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(log))!);
        using StreamWriter writer = new(log, append: true) { AutoFlush = true };
        using Interruption interruption = new(writer);
        CancellationToken stopping = interruption.Token;
        Thread watch = new(() =>
        {
            while (Console.In.Read() >= 0)
            {
            }
            // A Ctrl-C on the terminal has reached this process too: stopping twice would end it within its step.
            if (!stopping.IsCancellationRequested)
                StopUnlessEnded(interruption);
        })
        {
            IsBackground = true,
        };
        watch.Start();
        try
        {
            using PrintableWriter printable = new(writer);
            using ConsoleReport console = new(
                AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) }), TimeProvider.System);
            new TableRunner(TablePlan.Load(request), [console], printable.WriteLine, TimeProvider.System).Run(interruption.Token);
            return ExitCode.Ok;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e)
        {
            return Failure.Report(e, parsed.GetValue<bool>(DbdCommand.Verbose), new PrintableWriter(writer));
        }
    }

    /// <summary>Stops the helpers and waits for them.</summary>
    public void Dispose()
    {
        foreach ((Process process, _) in _helpers)
            process.StandardInput.Close();
        foreach ((Process process, string log) in _helpers)
        {
            process.WaitForExit();
            if (process.ExitCode is not (ExitCode.Ok or ExitCode.Interrupted))
                _error.WriteLine(
                    $"dbd: another process of this table ended with exit code {process.ExitCode}; {log} says why. "
                        + "Its work was left to the others.");
            process.Dispose();
        }
    }

    private static void StopUnlessEnded(Interruption interruption)
    {
        try
        {
            interruption.Stop();
        }
        catch (ObjectDisposedException)
        {
            // Its work ended by itself just now.
        }
    }

    private static Process StartOne(TableRequest request, string log)
    {
        string[] program = ProgramOf(Environment.ProcessPath);
        ProcessStartInfo start = new(program[0],
        [
            .. program[1..], "table", request.SpecPath, "--gpu", request.Gpu, TableCommand.HelperLog, log,
            .. request.Overrides.SelectMany(o => (string[])["--set", o]),
        ])
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        return Process.Start(start) ?? throw new DbdException($"{program[0]} could not be started. Leave --processes out.");
    }

    /// <summary>How to start this program again, to be followed by its arguments.</summary>
    /// <param name="host">The file of this process: of the program itself where it was published with its runtime; else dotnet, or
    /// another program that has this one within, as tests do.</param>
    internal static string[] ProgramOf(string? host)
    {
        System.Reflection.Assembly own = typeof(TableHelpers).Assembly;
        string name = Path.GetFileName(host ?? "");
        return name == own.GetName().Name || name == $"{own.GetName().Name}.exe" ? [host!]
            : name is "dotnet" or "dotnet.exe" ? [host!, own.Location]
            : ["dotnet", own.Location];
    }
}
