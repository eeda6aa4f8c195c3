namespace Dbd.Data.Formats.TinyImageNet;

/// <summary>Names of ImageNet's classes: a line each of <c>words.txt</c>, a number of WordNet, a tab, and words for it.</summary>
internal static class WordNet
{
    /// <summary>A name for each class: the first word for it, or its number where there is none or others have the same.</summary>
    /// <param name="path">The file; it need not be there.</param>
    /// <param name="classes">The numbers: <c>n01443537</c>.</param>
    /// <exception cref="DbdException">The file is too large for a list of words.</exception>
    public static string[] Names(string path, IReadOnlyList<string> classes)
    {
        if (!File.Exists(path))
            return [.. classes];
        HashSet<string> wanted = [.. classes];
        Dictionary<string, string> words = [];
        foreach (string[] parts in SmallText.Lines(path, "a class and its words a line").Select(l => l.Split('\t', 2)))
        {
            if (parts.Length == 2 && wanted.Contains(parts[0]) && parts[1].Split(',')[0].Trim() is { Length: > 0 } word)
                words.TryAdd(parts[0], word);
        }
        HashSet<string> unique = [.. words.Values.CountBy(w => w).Where(w => w.Value == 1).Select(w => w.Key)];
        return [.. classes.Select(c => words.TryGetValue(c, out string? word) && unique.Contains(word) ? word : c)];
    }
}
