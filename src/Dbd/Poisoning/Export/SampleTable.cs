using System.Text;

using Dbd.Attacks;
using Dbd.Serialization;

using nietras.SeparatedValues;

namespace Dbd.Poisoning.Export;

/// <summary>A CSV file that tells of every written sample what was done to it.</summary>
internal static class SampleTable
{
    /// <summary>Writes it, safely: sample (its name in the written set), index (in the configuration's data set), label, original_label,
    /// poisoned (0 or 1), and cover (0 or 1) where there are any.</summary>
    /// <exception cref="DbdException">The file cannot be written.</exception>
    public static void Write(string path, StampedSource data, int[] samples, Func<int, string> name) => AtomicFile.Write(path, stream =>
    {
        using StreamWriter text = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        using SepWriter table = Sep.New(',').Writer(o => o with { Escape = true }).To(text, leaveOpen: true);
        bool hasCovers = samples.Any(i => data.Role(i) == SampleRole.Cover);
        for (int p = 0; p < samples.Length; p++)
        {
            int i = samples[p];
            using SepWriter.Row row = table.NewRow();
            row["sample"].Set(CsvCell.Write(name(p)));
            row["index"].Format(i);
            row["label"].Set(CsvCell.Write(data.ClassNames[data.Label(i)]));
            row["original_label"].Set(CsvCell.Write(data.ClassNames[data.Clean.Label(i)]));
            row["poisoned"].Format(data.IsPoisoned(i) ? 1 : 0);
            if (hasCovers)
                row["cover"].Format(data.Role(i) == SampleRole.Cover ? 1 : 0);
        }
    });
}
