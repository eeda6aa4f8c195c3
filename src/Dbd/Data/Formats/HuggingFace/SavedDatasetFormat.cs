using System.Text.Json;

using Dbd.Data.Formats.Packed;
using Dbd.Data.Formats.Pictures;

namespace Dbd.Data.Formats.HuggingFace;

/// <summary>A folder that <c>save_to_disk</c> of <c>datasets</c> wrote: <c>dataset_dict.json</c> names a folder a set, and in each
/// <c>state.json</c> names its files, <c>data-00000-of-00001.arrow</c>; or one set alone.</summary>
internal sealed class SavedDatasetFormat : IDatasetFormat
{
    public const string DictFile = "dataset_dict.json";
    public const string StateFile = "state.json";
    public const string InfoFile = "dataset_info.json";

    /// <inheritdoc/>
    public IReadOnlyList<string> Heeds => [ReadingOptions.LabelsKey];

    /// <inheritdoc/>
    public bool IsIn(string path)
    {
        string folder = UserPath.Expand(path);
        return File.Exists(Path.Combine(folder, DictFile))
            || (File.Exists(Path.Combine(folder, StateFile)) && File.Exists(Path.Combine(folder, InfoFile)));
    }

    /// <inheritdoc/>
    public DatasetSplit Load(string path, ReadingOptions options, CancellationToken cancellation) =>
        PictureSet.Load(Listing(path, options.Labels, cancellation), options, cancellation);

    private static PictureListing Listing(string path, LabelKind? kind, CancellationToken cancellation)
    {
        string folder = Path.GetFullPath(UserPath.Expand(path));
        List<string> warnings = [];
        ShardSplit files = Sets(folder, warnings);
        return HubSet.List(
            folder,
            files,
            file => new ArrowShard(folder, file, kind).Read(Info(Path.GetDirectoryName(file)!), cancellation),
            warnings);
    }

    private static ShardSplit Sets(string folder, List<string> warnings)
    {
        string dict = Path.Combine(folder, DictFile);
        FolderBoundary boundary = new(folder);
        if (!File.Exists(dict))
            return new ShardSplit(Shards(boundary, folder), null);
        string[] sets = Names(dict, root => root.GetProperty("splits"));
        return ShardSplit.Of(folder, [.. sets.SelectMany(s => Shards(boundary, Below(dict, s)))], warnings);
    }

    private static string[] Shards(FolderBoundary boundary, string set)
    {
        string state = Path.Combine(set, StateFile);
        if (Names(state, root => root.TryGetProperty("_indices_data_files", out JsonElement some) ? some : default).Length > 0)
            throw new DbdException(
                $"{state}: the set is a choice of rows of another one. Write it with today's datasets: save_to_disk writes the rows.");
        string[] files = [.. Names(state, root => root.GetProperty("_data_files")).Select(name => Below(state, name))];
        if (files.FirstOrDefault(f => !boundary.Holds(f)) is { } outside)
            throw new DbdException($"{outside} is a link that leads out of the data's folder. Put the file itself there.");
        return files.Length > 0 ? files : throw new DbdException($"{state} names no file of data.");
    }

    // A name that such a file gives, and nothing but a name: it never decides where we read.
    private static string Below(string json, string name) =>
        name.Length > 0 && name != ".." && name != "." && name.IndexOfAny(['/', '\\', ':', '\0']) < 0
            ? Path.Combine(Path.GetDirectoryName(json)!, name)
            : throw new DbdException($"{json} names '{name}', which is no name of a file or folder beside it.");

    private static HubFeatures Info(string set) => Path.Combine(set, InfoFile) is var info && File.Exists(info)
        ? HubFeatures.ParseInfo(Text(info), info)
        : HubFeatures.None;

    // Names, or objects that have one.
    private static string[] Names(string path, Func<JsonElement, JsonElement> list)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(Text(path));
            JsonElement names = list(document.RootElement);
            return names.ValueKind == JsonValueKind.Array
                ? [.. names.EnumerateArray().Select(NameIn)]
                : [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new DbdException($"{path} is not as save_to_disk of datasets writes it: {e.Message}", e);
        }
    }

    private static string NameIn(JsonElement name) =>
        (name.ValueKind == JsonValueKind.Object ? name.GetProperty("filename") : name).GetString() ?? "";

    private static string Text(string path) => string.Join('\n', SmallText.Lines(path, "JSON that save_to_disk of datasets writes"));
}
