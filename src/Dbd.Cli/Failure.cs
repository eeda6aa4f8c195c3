namespace Dbd.Cli;

/// <summary>Tells a person why a command ended early.</summary>
internal static class Failure
{
    /// <summary>Writes one paragraph, and the stack trace if it is wanted.</summary>
    /// <returns>The exit code.</returns>
    public static int Report(Exception exception, bool verbose, TextWriter error)
    {
        Exception cause = DbdException.CauseOf(exception);
        (string message, int code) = cause switch
        {
            DbdException e => (e.Message, e.ExitCode),
            OperationCanceledException => ("stopped.", ExitCode.Interrupted),
            IOException or UnauthorizedAccessException => (OfFiles(cause), ExitCode.Failed),
            DllNotFoundException =>
                ($"a native library could not be loaded: {OneLine(cause)} `dbd doctor` says what is missing.", ExitCode.Failed),
            _ => (Unexpected(cause), ExitCode.Failed),
        };
        error.WriteLine($"dbd: {Printable.Line(Limits.Current.Explain(cause) + message)}");
        if (verbose)
            error.WriteLine(exception);
        return code;
    }

    private static string Unexpected(Exception exception) =>
        $"an unexpected error, which is a fault of this program: {exception.GetType().Name}: {OneLine(exception)} "
        + "Please report it, with the command line, the configuration, and what it prints with --verbose. "
        + "Checkpoints that were written are complete; a run goes on from the latest one.";

    private static string OfFiles(Exception exception) =>
        $"{OneLine(exception)} {FileAdvice.For(exception, "Look at the path, its permissions and the disk.")}";

    private static string OneLine(Exception exception) => exception.Message.ReplaceLineEndings(" ").Trim();
}
