using System.Text;

using Dbd.Configuration;
using Dbd.Data;

namespace Dbd.Cli;

/// <summary>What lies at a path, for people.</summary>
internal static class DataText
{
    private const int ClassesShown = 12;

    /// <summary>A line for each of form, classes, sets and sizes, and what would be skipped.</summary>
    /// <param name="path">As the user named it.</param>
    /// <param name="form">The form of the data.</param>
    /// <param name="data">What is there.</param>
    public static string Of(string path, RegistryEntry form, DataSummary data)
    {
        StringBuilder text = new();
        text.AppendLine($"{path}: {form.Name}, {data.Train.Count + (data.Test?.Count ?? 0):N0} pictures of {data.Classes.Count} classes");
        text.AppendLine($"form      {form.Name}: {form.Summary}");
        text.AppendLine($"training  {Set(data, data.Train)}");
        text.AppendLine(data.Test is { } test
            ? $"test      {Set(data, test)}"
            : "test      none: a part of each class would be held out (dataset_held_out)");
        text.AppendLine($"sizes     {Sizes(data)}");
        text.AppendLine($"config    dataset_dir: {path}, num_classes: {data.Classes.Count}");
        foreach (string warning in data.Warnings)
            text.AppendLine($"note      {warning}");
        return text.ToString();
    }

    private static string Set(DataSummary data, SetSummary set)
    {
        IEnumerable<(string Class, int Count)> classes = data.Classes.Zip(set.PerClass);
        bool isShort = data.Classes.Count <= ClassesShown;
        if (set.PerClass.Distinct().Count() == 1)
            return $"{set.Count:N0}: {set.PerClass[0]:N0} of each class{(isShort ? $" ({string.Join(", ", data.Classes)})" : "")}";
        if (isShort)
            return $"{set.Count:N0}: {string.Join(", ", classes.Select(Words))}";
        return $"{set.Count:N0}: from {Words(classes.MinBy(c => c.Count))} to {Words(classes.MaxBy(c => c.Count))} a class";

        static string Words((string Class, int Count) of) => $"{of.Count:N0} {of.Class}";
    }

    private static string Sizes(DataSummary data) => data.Sizes switch
    {
        null => "not looked at",
        { } one when one.Smallest == one.Largest => $"{one.Usual} (width x height), {Looked(one)}",
        { } some => $"{some.Smallest} to {some.Largest} (width x height), most often {some.Usual}, {Looked(some)}",
    };

    private static string Looked(PictureSizes sizes) => $"by the headers of {sizes.Looked:N0}";
}
