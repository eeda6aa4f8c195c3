using Dbd.Data.Formats.Packed;

namespace Dbd.Data.Formats.HuggingFace;

/// <summary>The rows of one file that <c>datasets</c> wrote.</summary>
/// <param name="Samples">A sample a row.</param>
/// <param name="Classes">The names of the classes, in label order; null where nobody names them.</param>
internal sealed record HubRows(IReadOnlyList<PackedSample> Samples, IReadOnlyList<string>? Classes)
{
    /// <summary>Says that a row has no picture.</summary>
    /// <param name="file">The file.</param>
    /// <param name="row">From 0.</param>
    /// <param name="elsewhere">Where the row says that it is; null if it says nothing.</param>
    public static DbdException NoPicture(string file, int row, string? elsewhere) => new(
        $"{file}/{row}: the row has no picture in it"
            + (string.IsNullOrEmpty(elsewhere)
                ? ". Remove the row."
                : $", only the path {elsewhere} of one, which is not followed. Write the data with their pictures "
                    + "(datasets: to_parquet, or push_to_hub)."));
}
