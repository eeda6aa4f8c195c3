using Dbd.Data.Formats.Pictures;

namespace Dbd.Data.Formats.Brought;

/// <summary>A set that backdoor-toolbox wrote: <c>labels</c>, and its pictures as one tensor <c>imgs</c>, or as <c>data/0.png</c>, ..
/// (also <c>imgs/0.png</c>).</summary>
/// <param name="Folder">Where.</param>
/// <param name="Labels">The labels.</param>
internal sealed record ToolboxSplit(string Folder, int[] Labels)
{
    private const string LabelFile = "labels";
    private static readonly string[] s_tensors = ["imgs", "imgs.pt"];
    private static readonly string[] s_folders = ["data", "imgs"];

    /// <summary>Whether a folder has such a set.</summary>
    public static bool IsIn(string folder) =>
        File.Exists(Path.Combine(folder, LabelFile)) && (Tensor(folder) ?? Pictures(folder)) is not null;

    /// <summary>Reads the labels.</summary>
    /// <exception cref="DbdException">They are damaged.</exception>
    public static ToolboxSplit Read(string folder)
    {
        string path = Path.Combine(folder, LabelFile);
        long[] labels = ToolboxIndices.Read(path);
        int wrong = labels.AsSpan().IndexOfAnyExceptInRange(0, ushort.MaxValue);
        if (labels.Length == 0 || wrong >= 0)
            throw new DbdException(
                labels.Length == 0 ? $"{path} has no labels." : $"{path} has the label {labels[wrong]} for sample {wrong}.");
        return new ToolboxSplit(folder, [.. labels.Select(l => (int)l)]);
    }

    /// <summary>Reads the pictures.</summary>
    /// <param name="names">The classes.</param>
    /// <param name="options">The size.</param>
    /// <param name="cancellation">Stops between two.</param>
    /// <exception cref="DbdException">A picture is missing or damaged, or a label is of no class.</exception>
    public IImageSource Load(IReadOnlyList<string> names, ReadingOptions options, CancellationToken cancellation)
    {
        if (Labels.Max() >= names.Count)
            throw new DbdException($"{Folder} has the label {Labels.Max()}, but the clean data have {names.Count} classes.");
        if (Tensor(Folder) is { } tensor)
            return Resized.To(PictureTensor.Read(tensor, Labels, names), options, cancellation);
        string place = Pictures(Folder)!;
        ListedPicture[] pictures =
        [
            .. Labels.Select((label, i) =>
                new ListedPicture(Path.Combine(place, $"{i}.png"), $"{Path.GetFileName(place)}/{i}.png", label)),
        ];
        return PictureReading.ReadAll(pictures, names, options, cancellation);
    }

    private static string? Tensor(string folder) => s_tensors.Select(t => Path.Combine(folder, t)).FirstOrDefault(File.Exists);

    private static string? Pictures(string folder) => s_folders.Select(f => Path.Combine(folder, f)).FirstOrDefault(Directory.Exists);
}
