using Dbd.Configuration;

namespace Dbd.Data.Formats.HuggingFace;

/// <summary>Which columns of a table of <c>datasets</c> hold pictures and labels.</summary>
/// <param name="Image">The column of pictures.</param>
/// <param name="Label">The column of labels.</param>
/// <param name="Classes">The names of the classes, in label order; null where nobody names them.</param>
internal sealed record HubColumns(string Image, string Label, IReadOnlyList<string>? Classes)
{
    private const string Fine = "fine_label";
    private const string Coarse = "coarse_label";

    private static readonly string[] s_images = ["image", "img", "picture", "jpg", "png"];
    private static readonly string[] s_labels = ["label", "labels", "class", "target", Fine];

    /// <summary>Chooses them.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="pictures">The columns that can be pictures.</param>
    /// <param name="others">The other columns.</param>
    /// <param name="features">What the file says of them.</param>
    /// <param name="kind">Which labels, where there are two kinds.</param>
    /// <exception cref="ConfigException">Only one kind of labels is there.</exception>
    /// <exception cref="DbdException">There is none, or nobody says which of several.</exception>
    public static HubColumns Choose(
        string path, IReadOnlyList<string> pictures, IReadOnlyList<string> others, HubFeatures features, LabelKind? kind)
    {
        string[] named = [.. pictures.Where(features.Images.Contains)];
        string image = OneOf(named.Length > 0 ? named : pictures, s_images) ?? throw new DbdException(
            $"{path} has {(pictures.Count == 0 ? "no column of pictures" : "several columns of pictures, none called image or img")}; "
                + $"its columns are: {string.Join(", ", pictures.Concat(others))}.");
        if (kind is not null && !others.Contains(Coarse))
            throw new ConfigException(ReadingOptions.LabelsKey, $"{path} has no column {Coarse}.", "Leave it out.");
        string[] classed = [.. others.Where(features.Classes.ContainsKey)];
        string label = (kind == LabelKind.Coarse ? Coarse : null)
            ?? s_labels.FirstOrDefault(others.Contains)
            ?? (classed.Length == 1 ? classed[0] : null)
            ?? throw new DbdException(
                $"{path} has no column {string.Join(" or ", s_labels)}, and none that is known to be one of classes; "
                    + $"its columns are: {string.Join(", ", pictures.Concat(others))}.");
        return new HubColumns(image, label, features.Classes.GetValueOrDefault(label));
    }

    private static string? OneOf(IReadOnlyList<string> columns, string[] preferred) =>
        columns.Count == 1 ? columns[0] : preferred.FirstOrDefault(columns.Contains);
}
