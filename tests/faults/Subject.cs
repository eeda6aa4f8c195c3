using System.Text.RegularExpressions;

namespace Dbd.Faults;

/// <summary>A command whose end is known: it reads <c>data</c> and writes <c>run</c>, both in its working folder.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Command">The arguments.</param>
/// <param name="Parts">What it is at, by the last of its lines that a pattern matches; before them it starts.</param>
internal sealed record Subject(string Name, string[] Command, IReadOnlyList<(string Pattern, string Name)> Parts)
{
    /// <summary>What it prints when there is a checkpoint to go on with, and something left.</summary>
    public const string Middle = "\nepoch 2/";

    private const string Start = "start";

    /// <summary>Whose files have to be there.</summary>
    public IReadOnlyList<Subject> Needs { get; init; } = [];

    /// <summary>Whether processes of it work together in one folder.</summary>
    public bool IsShared { get; init; }

    /// <summary>What it was at when it had printed something.</summary>
    public string PartOf(string output) => output.Split('\n').Reverse()
        .Select(line => Parts.FirstOrDefault(part => Regex.IsMatch(line, part.Pattern, RegexOptions.None, TimeSpan.FromSeconds(1))).Name)
        .FirstOrDefault(name => name is not null) ?? Start;
}
