using System.CommandLine;

namespace Dbd.Cli.Commands;

/// <summary><c>dbd completion</c>: scripts that let a shell ask this program for the words that may come next.</summary>
internal static class CompletionCommand
{
    private static readonly string[] s_shells = ["bash", "zsh", "fish", "pwsh"];

    public static Command Create()
    {
        Argument<string> shell = new("SHELL") { Description = "The shell; the script says in its first line where it goes" };
        shell.AcceptOnlyFromAmong(s_shells);
        Command command = new("completion", "Print a script that completes commands and options in a shell") { shell };
        command.SetAction(parsed =>
        {
            string name = $"{typeof(CompletionCommand).Assembly.GetName().Name}.Completion.{parsed.GetValue(shell)}.txt";
            using StreamReader script = new(typeof(CompletionCommand).Assembly.GetManifestResourceStream(name)!);
            parsed.InvocationConfiguration.Output.Write(script.ReadToEnd());
        });
        return command;
    }
}
