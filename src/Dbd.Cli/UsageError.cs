using System.CommandLine;
using System.CommandLine.Parsing;

namespace Dbd.Cli;

/// <summary>Tells a person what is wrong with a command line.</summary>
internal static class UsageError
{
    /// <summary>Whether a group of commands was named, and none of its commands: a case for its help.</summary>
    public static bool IsCommandMissing(ParseResult parsed) =>
        parsed.CommandResult.Command.Subcommands.Count > 0 && parsed.Errors.Count > 0 && parsed.UnmatchedTokens.Count == 0;

    /// <summary>The sentence that tells so.</summary>
    public static string MissingCommand(ParseResult parsed) => parsed.CommandResult.Command is RootCommand
        ? $"name a command, as in '{Launcher.Name} quickstart'."
        : $"name a command of {parsed.CommandResult.Command.Name}: "
            + $"{string.Join(" or ", parsed.CommandResult.Command.Subcommands.Select(c => c.Name))}.";

    /// <summary>Writes a line for each error, the nearest known word, and where to read on.</summary>
    /// <returns><see cref="ExitCode.Usage"/>.</returns>
    public static int Report(ParseResult parsed, TextWriter error)
    {
        Command command = parsed.CommandResult.Command;
        string typed = string.Join(' ', Path(parsed.CommandResult).Prepend(Launcher.Name));
        bool isGroup = command.Subcommands.Count > 0;
        foreach (string unknown in Unknown(parsed))
            error.WriteLine(
                $"dbd: {(isGroup ? "there is no command" : "nothing here is called")} '{unknown}'.{Suggestion(command, unknown)}");
        if (!isGroup)
        {
            foreach (ParseError e in parsed.Errors.Where(e => !parsed.UnmatchedTokens.Any(t => e.Message.Contains($"'{t}'"))))
                error.WriteLine($"dbd: {e.Message}");
        }
        error.WriteLine($"Try '{typed} --help'.");
        return ExitCode.Usage;
    }

    // What follows an unknown option is most likely its value.
    private static IEnumerable<string> Unknown(ParseResult parsed)
    {
        IEnumerable<string> options = parsed.UnmatchedTokens.Where(t => t.StartsWith('-'));
        return options.Any() ? options : parsed.UnmatchedTokens.Take(1);
    }

    private static IEnumerable<string> Path(CommandResult result) =>
        result.Parent is CommandResult parent ? Path(parent).Append(result.Command.Name) : [];

    private static string Suggestion(Command command, string unknown)
    {
        string? nearest = command.Options.Where(o => !o.Hidden).SelectMany(o => o.Aliases.Prepend(o.Name))
            .Concat(command.Subcommands.SelectMany(c => c.Aliases.Prepend(c.Name)))
            .Select(name => (Name: name, Distance: Distance(name, unknown)))
            .Where(n => n.Distance <= Math.Min(3, unknown.Length / 2) || (unknown.Length > 3 && n.Name.StartsWith(unknown)))
            .OrderBy(n => n.Distance).FirstOrDefault().Name;
        return nearest is null ? "" : $" Did you mean '{nearest}'?";
    }

    // Levenshtein's: insertions, deletions and replacements.
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }
        return row[^1];
    }
}
