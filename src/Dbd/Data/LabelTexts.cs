using System.Globalization;

namespace Dbd.Data;

/// <summary>What the labels of a table are: all numbers, or all names, never something between. Where all are numbers, <c>10.0</c> (as
/// pandas writes it) is the class 10, and 9 comes before it.</summary>
internal static class LabelTexts
{
    // What pandas and spreadsheets write for a value that is not there.
    private static readonly HashSet<string> s_missing = ["", "nan", "NaN", "NAN", "-nan", "NaT", "<NA>", "#N/A"];

    // The same, but a class may be called so: they are missing numbers, and names among names.
    private static readonly HashSet<string> s_missingNumbers = ["None", "none", "NA", "N/A", "n/a", "NULL", "null"];

    /// <summary>The name of each label's class.</summary>
    /// <param name="labels">A label a row, as it is written, of training and test rows alike.</param>
    /// <param name="where">Tells a row, by its index, as an error begins: <c>data.csv, row 3 of its data</c>.</param>
    /// <param name="warnings">Is told what a person may not expect.</param>
    /// <returns>A name a row; rows of one class have the same.</returns>
    /// <exception cref="DbdException">A label is missing, or is a number that is not whole.</exception>
    public static string[] Names(IReadOnlyList<string> labels, Func<int, string> where, List<string> warnings)
    {
        Dictionary<string, int> rows = new(StringComparer.Ordinal);
        foreach ((int i, string label) in labels.Index())
            rows.TryAdd(label, i);
        foreach ((string label, int row) in rows.Where(r => s_missing.Contains(r.Key)))
            throw Missing(where(row), label);
        Dictionary<string, string> names = AreNumbers(rows.Keys)
            ? NumberNames(rows, where, warnings)
            : rows.Keys.ToDictionary(l => l, l => l, StringComparer.Ordinal);
        WarnOfMixture(rows, where, warnings);
        return [.. labels.Select(l => names[l])];
    }

    /// <summary>Classes in the order of their labels: by value where all are whole numbers, else in ordinal order.</summary>
    /// <param name="names">What <see cref="Names"/> gave, of the training rows; each any number of times.</param>
    public static string[] Classes(IEnumerable<string> names)
    {
        string[] classes = [.. names.Distinct(StringComparer.Ordinal)];
        return classes.All(c => Whole(c) is not null)
            ? [.. classes.OrderBy(Whole).ThenBy(c => c, StringComparer.Ordinal)]
            : [.. classes.Order(StringComparer.Ordinal)];
    }

    /// <summary>A whole number in any of its spellings: <c>10</c>, <c>010</c>, <c>10.0</c>, <c>1e1</c>; null for anything else.</summary>
    public static decimal? Whole(string label) => Number(label) is { } number && decimal.IsInteger(number) ? number : null;

    private static decimal? Number(string label) =>
        decimal.TryParse(label, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    // 10,0: pandas writes it where it is told that the decimal sign is a comma.
    private static bool HasComma(string label) => label.Count(c => c == ',') == 1 && Number(label.Replace(',', '.')) is not null;

    private static bool AreNumbers(IReadOnlyCollection<string> labels) =>
        labels.Any(l => Number(l) is not null || HasComma(l))
        && labels.All(l => Number(l) is not null || HasComma(l) || s_missingNumbers.Contains(l));

    private static Dictionary<string, string> NumberNames(Dictionary<string, int> rows, Func<int, string> where, List<string> warnings)
    {
        foreach ((string label, int row) in rows.Where(r => Whole(r.Key) is null))
            throw s_missingNumbers.Contains(label) ? Missing(where(row), label) : NotWhole(where(row), label);
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        foreach (IGrouping<decimal?, string> spellings in rows.Keys.GroupBy(Whole))
        {
            string plain = spellings.Key!.Value.ToString("0", CultureInfo.InvariantCulture);
            if (spellings.Count() > 1)
                warnings.Add($"The labels {Quoted(spellings)} are one number, and so one class: {plain}.");
            bool isPlain = spellings.Count() == 1 && spellings.Single().All(char.IsAsciiDigit);
            foreach (string label in spellings)
                names.Add(label, isPlain ? label : plain);
        }
        return names;
    }

    // Of names that are numbers, a person may take the number for the label.
    private static void WarnOfMixture(Dictionary<string, int> rows, Func<int, string> where, List<string> warnings)
    {
        if (AreNumbers(rows.Keys))
            return;
        if (rows.Keys.Where(s_missingNumbers.Contains).ToArray() is [_, ..] doubtful)
            warnings.Add($"{Quoted(doubtful)} is taken for the name of a class. If it means that a label is missing, remove those rows.");
        string[] classes = Classes(rows.Keys);
        if (classes.Index().FirstOrDefault(c => Whole(c.Item) is { } n && n != c.Index) is (var index, { } number))
            warnings.Add(
                $"The labels are names, since '{rows.Keys.First(l => Number(l) is null)}' is no number: the classes are in ordinal order, "
                    + $"and the label of '{number}' ({where(rows[number])}) is {index}.");
    }

    private static string Quoted(IEnumerable<string> labels) => string.Join(" and ", labels.Select(l => $"'{l}'"));

    private static DbdException Missing(string where, string label) => new(
        label.Length == 0
            ? $"{where}: its label is empty. Fill it in, or remove the row."
            : $"{where}: its label is missing ('{label}'). Fill it in, or remove the row.");

    private static DbdException NotWhole(string where, string label) => new(
        $"{where}: its label is '{label}'; expected a whole number (10 or 10.0), since all labels are numbers. "
            + "Write whole numbers, or names.");
}
