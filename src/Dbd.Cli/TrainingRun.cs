using System.CommandLine;

using Dbd.Metrics;
using Dbd.Reporting;
using Dbd.Torch.Runtime;
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
    public static int Run(ParseResult parsed, StageRequest request, Action<StageRequest, IReadOnlyList<IRunObserver>, CancellationToken> stage) =>
        Run(parsed, $"To go on: {ResumeLine.From(parsed)}", (observers, cancellation) => stage(request, observers, cancellation));

    /// <summary>Runs something that can be interrupted.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="advice">What to do after an interruption.</param>
    /// <param name="work">What to run.</param>
    /// <returns>The exit code.</returns>
    public static int Run(ParseResult parsed, string advice, Action<IReadOnlyList<IRunObserver>, CancellationToken> work)
    {
        TextWriter error = parsed.InvocationConfiguration.Error;
        NativeRuntime.OutOfMemory = message => Environment.Exit(Failure.Report(new DbdException(message), verbose: false, error));
        using Interruption interruption = new(error);
        try
        {
            using ConsoleReport console = new(ConsoleOn(parsed.InvocationConfiguration.Output), TimeProvider.System);
            work([console], interruption.Token);
            return ExitCode.Ok;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            error.WriteLine($"dbd: stopped. {advice}");
            return ExitCode.Interrupted;
        }
    }

    private static IAnsiConsole ConsoleOn(TextWriter output) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
}
