namespace Dbd.Cli;

/// <summary>Tells a person why a command ended early.</summary>
internal static class Failure
{
    /// <summary>Writes one paragraph, and the stack trace if it is wanted.</summary>
    /// <returns>The exit code.</returns>
    public static int Report(Exception exception, bool verbose, TextWriter error)
    {
        (string message, int code) = exception switch
        {
            DbdException e => (e.Message, e.ExitCode),
            OperationCanceledException => ("stopped.", ExitCode.Interrupted),
            IOException or UnauthorizedAccessException => ($"{exception.Message.ReplaceLineEndings(" ")} Look at the path, its permissions and the disk.", ExitCode.Failed),
            _ => (Unexpected(exception), ExitCode.Failed),
        };
        error.WriteLine($"dbd: {Printable.Line(message)}");
        if (verbose)
            error.WriteLine(exception);
        return code;
    }

    private static string Unexpected(Exception exception) =>
        $"an unexpected error, which is a fault of this program: {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")} "
        + "Please report it, with the command line, the configuration, and what it prints with --verbose. "
        + "Checkpoints that were written are complete; a run goes on from the latest one.";
}
