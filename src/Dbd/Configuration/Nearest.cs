namespace Dbd.Configuration;

/// <summary>Finds the names that a misspelt one may have meant.</summary>
internal static class Nearest
{
    private const int LongestName = 100;

    /// <summary>Advice for a name that is not known.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="known">What may be written.</param>
    /// <param name="kind">What these are, in the plural: <c>keys</c>.</param>
    public static string Advice(string name, IReadOnlyCollection<string> known, string kind)
    {
        if (known.Count == 0)
            return $"There are no {kind} here.";
        List<string> nearest = To(name, known);
        string question = nearest.Count > 0 ? $"Did you mean {string.Join(" or ", nearest)}? " : "";
        return $"{question}Known {kind}: {string.Join(", ", known)}.";
    }

    /// <summary>The names at the smallest distance, letter case aside, if that is small for their length.</summary>
    public static List<string> To(string name, IEnumerable<string> known)
    {
        List<(string Name, int Distance)> close =
        [
            .. known.Where(_ => name.Length <= LongestName)
                .Select(k => (Name: k, Distance: Distance(name.ToLowerInvariant(), k.ToLowerInvariant())))
                .Where(k => k.Distance <= Math.Max(1, k.Name.Length / 4) && k.Distance < k.Name.Length),
        ];
        return [.. close.Where(k => k.Distance == close.Min(c => c.Distance)).Select(k => k.Name)];
    }

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours between two words (Damerau-Levenshtein, optimal
    /// string alignment).</summary>
    public static int Distance(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
                d[i, j] = Math.Min(i, j) == 0 ? Math.Max(i, j) : Step(i, j);
        }
        return d[a.Length, b.Length];

        int Step(int i, int j)
        {
            int cost = a[i - 1] == b[j - 1] ? 0 : 1;
            int best = Math.Min(d[i - 1, j - 1] + cost, 1 + Math.Min(d[i - 1, j], d[i, j - 1]));
            bool isSwap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            return isSwap ? Math.Min(best, d[i - 2, j - 2] + 1) : best;
        }
    }
}
