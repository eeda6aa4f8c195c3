using System.CommandLine;

using Dbd.Cli.Options;
using Dbd.Reports.Console;
using Dbd.Runs;
using Dbd.Torch.Runtime.Distributed;
using Dbd.Torch.Runtime.Native;
using Dbd.Torch.Stages;

using Spectre.Console;

namespace Dbd.Cli;

/// <summary>Runs a training stage for a person: shows it, lets it be interrupted, and says how to go on.</summary>
internal static class TrainingRun
{
    /// <summary>Runs a stage to its end, or until it is interrupted.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="request">What it asks for.</param>
    /// <param name="stage">The stage.</param>
    /// <returns>The exit code.</returns>
    public static int Run(
        ParseResult parsed, StageRequest request, Action<StageRequest, IReadOnlyList<IRunObserver>, CancellationToken> stage) =>
        Together.Run(parsed, group =>
            RunLive(parsed, (observers, cancellation) => stage(request with { Group = group }, observers, cancellation)));

    /// <summary>Runs something that trains, on a terminal with a screen.</summary>
    /// <param name="parsed">The command line, which goes on if it is given again.</param>
    /// <param name="work">What to run.</param>
    /// <returns>The exit code.</returns>
    public static int RunLive(ParseResult parsed, Action<IReadOnlyList<IRunObserver>, CancellationToken> work)
    {
        string advice = Launch.Current.IsTogether
            ? $"To go on, start the same line by {Launch.Current.Starter} again, with any number of processes: {ResumeLine.From(parsed)}"
            : $"To go on: {ResumeLine.From(parsed)}";
        IAnsiConsole console = ConsoleOn(parsed.InvocationConfiguration.Output);
        if (parsed.GetValue<bool>(StageFlags.Plain) || Launch.Current.IsTogether || !LiveReport.Suits(console))
            return Run(parsed, advice, work);
        // Words of an interruption would tear the screen: they stand on it, as a note.
        return Run(parsed, advice, TextWriter.Null, cancellation => LiveReport.Run(console, report =>
        {
            using CancellationTokenRegistration _ = cancellation.Register(() =>
                report.OnNote("Stopping after this step; Ctrl-C again stops at once."));
            work([report], cancellation);
        }));
    }

    /// <summary>Runs something that can be interrupted.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="advice">What to do after an interruption.</param>
    /// <param name="work">What to run.</param>
    /// <returns>The exit code.</returns>
    public static int Run(ParseResult parsed, string advice, Action<IReadOnlyList<IRunObserver>, CancellationToken> work) =>
        Run(parsed, advice, parsed.InvocationConfiguration.Error, cancellation =>
        {
            using ConsoleReport report = new(ConsoleOn(parsed.InvocationConfiguration.Output), TimeProvider.System);
            work([report], cancellation);
        });

    private static int Run(ParseResult parsed, string advice, TextWriter onSignal, Action<CancellationToken> work)
    {
        using IDisposable _ = MemoryShortage.OnTold(message => Environment.Exit(
            Failure.Report(
                new DbdException(message, new InsufficientMemoryException()), verbose: false, parsed.InvocationConfiguration.Error)));
        using Interruption interruption = new(onSignal);
        try
        {
            work(interruption.Token);
            return ExitCode.Ok;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested || Launch.Current.IsTogether)
        {
            parsed.InvocationConfiguration.Error.WriteLine($"dbd: stopped. {advice}");
            return ExitCode.Interrupted;
        }
    }

    // mpirun gives a program a terminal of no width, also where what it prints goes into a file.
    private static IAnsiConsole ConsoleOn(TextWriter output)
    {
        if (!Launch.Current.IsTogether)
            return AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(PrintableWriter.Below(output)) });
        IAnsiConsole lines = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No });
        lines.Profile.Width = int.MaxValue;
        return lines;
    }
}
