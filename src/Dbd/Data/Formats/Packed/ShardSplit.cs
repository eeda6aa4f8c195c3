using System.Globalization;
using System.Text.RegularExpressions;

namespace Dbd.Data.Formats.Packed;

/// <summary>Which of several files are the training set, and which the test set, by a word in their names: <c>train-00000.tar</c>,
/// <c>test/0.tar</c>.</summary>
/// <param name="Train">Full paths.</param>
/// <param name="Test">Full paths; null if there is no test set.</param>
/// <remarks>The words are those of Hugging Face's <c>datasets</c>; a word of the file's name counts before one of its folder's.</remarks>
internal sealed partial record ShardSplit(IReadOnlyList<string> Train, IReadOnlyList<string>? Test)
{
    private const string TrainWord = "train";

    // The better one first.
    private static readonly string[] s_tests = ["test", "validation"];

    private static readonly Dictionary<string, string> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        [TrainWord] = TrainWord,
        ["training"] = TrainWord,
        ["test"] = "test",
        ["testing"] = "test",
        ["eval"] = "test",
        ["evaluation"] = "test",
        ["val"] = "validation",
        ["valid"] = "validation",
        ["validation"] = "validation",
        ["dev"] = "validation",
    };

    /// <summary>The set that a name tells of.</summary>
    /// <returns><c>train</c>, <c>test</c>, <c>validation</c>, or null.</returns>
    public static string? WordIn(string name) =>
        Words().Matches(name).Select(m => s_words.GetValueOrDefault(m.Value)).FirstOrDefault(w => w is not null);

    /// <summary>Parts the files.</summary>
    /// <param name="folder">The data's folder.</param>
    /// <param name="files">Full paths, at least one; where no name has a word, all are the training set.</param>
    /// <param name="warnings">Is told what is passed over, and what is missing.</param>
    /// <exception cref="DbdException">No file is of the training set.</exception>
    public static ShardSplit Of(string folder, IReadOnlyList<string> files, List<string> warnings)
    {
        foreach (string missing in Missing(files))
            warnings.Add(missing);
        ILookup<string, string> sets = files.ToLookup(f => SetOf(Path.GetRelativePath(folder, f)) ?? "");
        if (sets.Count == 1 && (sets.Contains("") || files.Count == 1))
            return new ShardSplit(files, null);
        if (!sets.Contains(TrainWord))
            throw new DbdException(
                $"{folder} has no training set: none of {string.Join(", ", files.Select(Path.GetFileName).Take(5))} has '{TrainWord}' "
                    + "in its name. Rename the files, or name one of them as the data.");
        string? test = s_tests.FirstOrDefault(sets.Contains);
        foreach (IGrouping<string, string> other in sets.Where(s => s.Key != TrainWord && s.Key != test))
            warnings.Add(
                $"{other.Count()} files are left alone, the first {other.First()}: the training set is '{TrainWord}', the test set "
                    + $"{(test is null ? "held out" : $"'{test}'")}.");
        return new ShardSplit([.. sets[TrainWord]], test is null ? null : [.. sets[test]]);
    }

    private static string? SetOf(string relative) => WordIn(Path.GetFileName(relative)) ?? WordIn(Path.GetDirectoryName(relative) ?? "");

    // train-00000-of-00005.parquet: how many there should be, the name tells.
    private static IEnumerable<string> Missing(IReadOnlyList<string> files) => files
        .Select(f => (File: f, Numbers: Numbers().Match(Path.GetFileName(f))))
        .Where(f => f.Numbers.Success)
        .GroupBy(f => (Path.GetDirectoryName(f.File), f.Numbers.Groups["stem"].Value, f.Numbers.Groups["all"].Value))
        .Where(g => int.Parse(g.Key.Item3, CultureInfo.InvariantCulture) != g.Count())
        .Select(g =>
            $"There are {g.Count()} of the {int.Parse(g.Key.Item3, CultureInfo.InvariantCulture)} files that belong to {g.First().File}.");

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Words();

    [GeneratedRegex("^(?<stem>.*)-[0-9]{1,9}-of-(?<all>[0-9]{1,9})[.]", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Numbers();
}
