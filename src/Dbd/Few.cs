namespace Dbd;

/// <summary>Long lists in messages.</summary>
internal static class Few
{
    private const int Most = 10;

    /// <summary>The first of some words, and how many more there are.</summary>
    public static string Of(IReadOnlyCollection<string> words) => words.Count <= Most
        ? string.Join(", ", words)
        : $"{string.Join(", ", words.Take(Most))} and {words.Count - Most} more";
}
