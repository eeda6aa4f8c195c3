using System.CommandLine;

namespace Dbd.Cli;

/// <summary>The command line that goes on with an interrupted run.</summary>
internal static class ResumeLine
{
    /// <summary>The same line without <c>--resume</c>, whose default goes on from the latest checkpoint.</summary>
    /// <param name="parsed">The line that was interrupted.</param>
    public static string From(ParseResult parsed) => string.Join(' ', WithoutResume(parsed).Prepend(Launcher.Name).Select(Quoted));

    private static IEnumerable<string> WithoutResume(ParseResult parsed)
    {
        bool isValue = false;
        foreach (string token in parsed.Tokens.Select(t => t.Value))
        {
            bool isResume = token == "--resume";
            if (!isResume && !isValue)
                yield return token;
            isValue = isResume;
        }
    }

    /// <summary>A word as a shell reads it back.</summary>
    public static string Quoted(string token) =>
        token.Length > 0 && token.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=,:~+%@".Contains(c))
            ? token
            : $"'{token.Replace("'", "'\\''")}'";
}
