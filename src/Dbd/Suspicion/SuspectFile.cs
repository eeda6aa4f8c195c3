using System.Globalization;
using System.Text;

using Dbd.Serialization;

using nietras.SeparatedValues;

namespace Dbd.Suspicion;

/// <summary>A further column of <c>suspects.csv</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Of">A sample's value, by its number in the training set.</param>
public sealed record SampleColumn(string Name, Func<int, double> Of);

/// <summary>Reads and writes <c>suspects.csv</c>: columns <c>index</c>, <c>label</c>, <c>believed</c>, <c>score</c>, <c>suspected</c> and,
/// where they are there, <c>action</c> (a <see cref="SampleAction"/>: a person may change it) and <c>file</c>; others are passed over.
/// Labels are names of classes or their numbers. What a spreadsheet saved is read too: semicolons or tabs between cells, scores with a
/// comma.</summary>
public static class SuspectFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "suspects.csv";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="classNames">In label order.</param>
    /// <param name="samples">Number of training samples.</param>
    /// <returns>In the order of the file.</returns>
    /// <exception cref="DbdException">The file cannot be read, a column is missing, or a value makes no sense.</exception>
    public static IReadOnlyList<Suspect> Read(string path, IReadOnlyList<string> classNames, int samples) =>
        new SuspectRows(path, classNames, samples).Read(needsAction: false);

    /// <summary>Writes or replaces a file, safely (see <see cref="AtomicFile"/>): labels by name, at most six decimals.</summary>
    /// <param name="path">The file.</param>
    /// <param name="suspects">The samples, most suspicious first.</param>
    /// <param name="classNames">In label order.</param>
    /// <param name="more">What else is known of them, a column each.</param>
    /// <exception cref="DbdException">The file cannot be written.</exception>
    public static void Write(
        string path, IReadOnlyList<Suspect> suspects, IReadOnlyList<string> classNames,
        params IReadOnlyList<SampleColumn> more) => AtomicFile.Write(path, stream =>
    {
        using StreamWriter text = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        using SepWriter table = Sep.New(',').Writer(o => o with { Escape = true }).To(text, leaveOpen: true);
        foreach ((int place, Suspect suspect) in suspects.Index())
        {
            using SepWriter.Row row = table.NewRow();
            row["rank"].Format(place + 1);
            row["index"].Format(suspect.Index);
            row[SuspectRows.File].Set(CsvCell.Write(suspect.File ?? ""));
            row["label"].Set(CsvCell.Write(classNames[suspect.Label]));
            row["believed"].Set(CsvCell.Write(classNames[suspect.Believed]));
            row["score"].Set(Number(suspect.Score));
            row["suspected"].Set(suspect.IsSuspected ? "true" : "false");
            row[SuspectRows.Action].Set(SampleActionName.Of(suspect.Action));
            foreach (SampleColumn column in more)
                row[column.Name].Set(Number(column.Of(suspect.Index)));
        }
    });

    /// <summary>Fails unless a list may be written there: where nothing is, or an earlier list of ours.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DbdException">Another file is there, or a folder, or it cannot be read.</exception>
    public static void CheckPlace(string path)
    {
        if (Path.EndsInDirectorySeparator(path))
            throw new DbdException($"{path} is a folder's name. Name a file.");
        if (Directory.Exists(path) || (File.Exists(path) && !IsOurs(path)))
            throw new DbdException($"{path} is there already and is no earlier list of suspects: it is left as it is. Name another file.");
    }

    private static bool IsOurs(string path) => CsvRefusal.Naming(path, "a CSV file", () =>
    {
        ReadOnlySpan<byte> ours = "rank,index,"u8;
        Span<byte> begin = stackalloc byte[ours.Length];
        using FileStream file = File.OpenRead(path);
        return file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == begin.Length && begin.SequenceEqual(ours);
    });

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
