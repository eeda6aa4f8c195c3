using Dbd.Configuration;
using Dbd.Data.Formats.Cifar;

namespace Dbd.Poisoning.Export;

/// <summary>The form in which data came, as one that they can be written in.</summary>
/// <param name="Format">The form; null where it cannot be written.</param>
/// <param name="Why">Why not, as a sentence.</param>
internal sealed record KeptForm(ExportFormat? Format, string Why)
{
    /// <summary>Looks at where they lie.</summary>
    /// <param name="path">Where the data came from.</param>
    /// <param name="data">What is to be written.</param>
    public static KeptForm Of(string path, BackdoorData data)
    {
        string form = DataCatalog.EntryIn(path).Name;
        if (form == SnakeCase.Of(nameof(Cifar10)))
            return CifarBinaryWriter.Refusal(data.Train, training: true) is { } reason
                ? new KeptForm(null, reason)
                : new KeptForm(ExportFormat.Cifar, "");
        ExportFormat[] same = [.. Enum.GetValues<ExportFormat>().Where(f => ExportFormatName.Of(f) == form)];
        return same is [var format]
            ? new KeptForm(format, "")
            : new KeptForm(null, $"the form that the data came in, {form}, is read only.");
    }
}
