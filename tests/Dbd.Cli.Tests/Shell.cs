using System.CommandLine;

namespace Dbd.Cli.Tests;

/// <summary>Runs a command line in this process.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Output">What was written to standard output.</param>
/// <param name="Error">What was written to standard error.</param>
internal sealed record Shell(int Code, string Output, string Error)
{
    public static Shell Run(params string[] args) => Run(DbdCommand.Create(), args);

    public static Shell Run(RootCommand root, params string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int code = Application.Run(root, args, output, error);
        return new Shell(code, output.ToString(), error.ToString());
    }

    /// <summary>The tree with another thing to do for one of its commands.</summary>
    public static RootCommand WithAction(string command, Func<ParseResult, int> action)
    {
        RootCommand root = DbdCommand.Create();
        root.Subcommands.Single(c => c.Name == command).SetAction(action);
        return root;
    }
}
