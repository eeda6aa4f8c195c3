using Dbd.Configuration;

namespace Dbd.Poisoning.Export;

/// <summary>How a form is named on the command line and in the catalogue of data formats.</summary>
internal static class ExportFormatName
{
    /// <summary>A form's name: as others write it where it is a name, else in snake case.</summary>
    public static string Of(ExportFormat format) =>
        format is ExportFormat.WebDataset or ExportFormat.BackdoorBench ? $"{format}".ToLowerInvariant() : SnakeCase.Of($"{format}");
}
