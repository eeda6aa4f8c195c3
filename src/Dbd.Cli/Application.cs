using System.CommandLine;

using Dbd.Torch.Runtime.Distributed;

namespace Dbd.Cli;

/// <summary>Runs a command line and turns whatever happens into a message and an exit code.</summary>
internal static class Application
{
    // No @file arguments: a run's name may begin with @.
    private static readonly ParserConfiguration s_parser = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <summary>Parses and runs.</summary>
    /// <param name="root">The tree of commands.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="output">What was asked for.</param>
    /// <param name="error">What went wrong.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(RootCommand root, string[] args, TextWriter output, TextWriter error)
    {
        (output, error) = (new PrintableWriter(output), new PrintableWriter(error));
        // The parser takes an empty value only as a word of its own.
        args = [.. args.SelectMany(a => a == "--resume=" ? ["--resume", ""] : new[] { a })];
        ParseResult parsed = root.Parse(args, s_parser);
        if (UsageError.IsCommandMissing(parsed))
        {
            error.WriteLine($"dbd: {UsageError.MissingCommand(parsed)}");
            error.WriteLine();
            root.Parse([.. args, "--help"], s_parser).Invoke(Configuration(error, error));
            return ExitCode.Usage;
        }
        // Of several processes that read the same line the first one tells what is wrong with it.
        TextWriter once = Launch.Current.Speaks ? error : TextWriter.Null;
        if (parsed.Errors.Count > 0)
            return UsageError.Report(parsed, once);
        if (Together.Misuse(parsed.CommandResult.Command, Launch.Current) is { } misuse)
        {
            once.WriteLine($"dbd: {misuse}");
            return ExitCode.Usage;
        }
        try
        {
            if (OwnLaunch.Line(parsed, args) is { } line)
                return OwnLaunch.Become(line);
            return parsed.Invoke(Configuration(output, error));
        }
        catch (Exception e)
        {
            return Failure.Report(e, parsed.GetValue<bool>(DbdCommand.Verbose), error);
        }
    }

    private static InvocationConfiguration Configuration(TextWriter output, TextWriter error) => new()
    {
        Output = output,
        Error = error,
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };
}
