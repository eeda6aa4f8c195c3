using System.Globalization;

namespace Dbd.Data.Formats.Packed;

/// <summary>The labels of a training and a test set, as numbers.</summary>
/// <param name="Classes">The names of the classes, in label order.</param>
/// <param name="Labels">A label a sample.</param>
internal sealed record PackedLabels(IReadOnlyList<string> Classes, int[] Labels)
{
    /// <summary>Makes numbers of labels as they are written.</summary>
    /// <param name="labels">Of the training set, then of the test set.</param>
    /// <param name="training">How many are of the training set.</param>
    /// <param name="names">The classes, in label order: labels are numbers from 0; null where the labels themselves are the classes,
    /// by value where all are whole numbers, else in ordinal order.</param>
    /// <param name="where">Tells a sample, as an error begins.</param>
    /// <param name="warnings">Is told what a person may not expect.</param>
    /// <exception cref="DbdException">A label is missing, or of no class.</exception>
    public static PackedLabels Of(
        IReadOnlyList<string> labels, int training, IReadOnlyList<string>? names, Func<int, string> where, List<string> warnings)
    {
        return names is null ? Found() : new PackedLabels(names, [.. labels.Select((text, i) => Numbered(text, i, names.Count))]);

        PackedLabels Found()
        {
            string[] written = LabelTexts.Names(labels, where, warnings);
            string[] classes = LabelTexts.Classes(written.Take(training));
            Dictionary<string, int> numbers = classes.Index().ToDictionary(c => c.Item, c => c.Index, StringComparer.Ordinal);
            return new PackedLabels(classes, [.. written.Select((name, i) => numbers.TryGetValue(name, out int label)
                ? label
                : throw new DbdException($"{where(i)}: no training sample has the class '{name}'."))]);
        }

        int Numbered(string text, int i, int count) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int label) && label < count
                ? label
                : throw new DbdException(
                    $"{where(i)}: its label is '{text}'; expected a whole number from 0 to {count - 1}, as there are {count} named "
                        + "classes.");
    }
}
