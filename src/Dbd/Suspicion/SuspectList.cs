using Dbd.Configuration;

namespace Dbd.Suspicion;

/// <summary>The list of all training samples, most suspicious first.</summary>
internal static class SuspectList
{
    /// <summary>Refuses a list that is not there, before anything else is read.</summary>
    /// <param name="key">The option or key that names it.</param>
    /// <param name="path">The file, as a person writes it.</param>
    /// <exception cref="ConfigException">It is not there.</exception>
    public static void CheckThere(string key, string path)
    {
        if (File.Exists(UserPath.Expand(path)))
            return;
        throw new ConfigException(
            key,
            Directory.Exists(UserPath.Expand(path)) ? $"{path} is a folder, not a list of suspects." : $"There is no file {path}.",
            $"Name the {SuspectFile.Name} that dbd defend or dbd suspects wrote.");
    }

    /// <summary>Reads a list that has every sample once, and says what is done with each.</summary>
    /// <param name="path">The file, <c>suspects.csv</c>.</param>
    /// <param name="classNames">In label order.</param>
    /// <param name="labels">The label of each sample.</param>
    /// <param name="name">What a sample is called.</param>
    /// <exception cref="DbdException">It is damaged, of other data, or rows are missing.</exception>
    public static IReadOnlyList<Suspect> Read(string path, IReadOnlyList<string> classNames, int[] labels, Func<int, string> name)
    {
        List<Suspect> judged = new SuspectRows(path, classNames, labels.Length).Read(needsAction: true);
        int named = judged.Select(s => s.Index).Distinct().Count();
        if (judged.Count != labels.Length || named != labels.Length)
            throw new DbdException(
                $"{path} names {named:N0} samples in {judged.Count:N0} rows, and the training set has {labels.Length:N0}: it is a list "
                    + "of other data, or rows are missing. A sample is left out by its action, not by removing its row.");
        if (judged.FirstOrDefault(s => s.Label != labels[s.Index]) is { } other)
            throw new DbdException(
                $"{path} says that sample {other.Index} has the label {classNames[other.Label]}, and it has "
                    + $"{classNames[labels[other.Index]]}: it is a list of other data.");
        if (judged.FirstOrDefault(s => s.File is { Length: > 0 } file && file != name(s.Index)) is { } moved)
            throw new DbdException(
                $"{path} says that sample {moved.Index} is {moved.File}, and it is {name(moved.Index)}: it is a list of other data, or of "
                    + "another seed, which holds out others.");
        return judged;
    }

    /// <summary>Makes the list.</summary>
    /// <param name="evidence">What was measured.</param>
    /// <param name="suspicions">How it was weighed.</param>
    /// <param name="file">The file that a sample was read from; null where it has none of its own.</param>
    public static IReadOnlyList<Suspect> Of(Evidence evidence, Suspicions suspicions, Func<int, string?> file) =>
    [
        .. suspicions.Ranked.Select(i =>
            new Suspect(i, evidence.Labels[i], evidence.Believed[i], suspicions.Scores[i], suspicions.IsSuspected[i], file(i))
            {
                Action = suspicions.IsLeftOut[i] ? SampleAction.LeftOut
                    : suspicions.IsAsked(i, evidence.Believed[i]) ? SampleAction.Asked
                    : SampleAction.Kept,
            }),
    ];
}
