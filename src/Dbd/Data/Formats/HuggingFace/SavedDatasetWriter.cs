using System.Text.Json;

using Dbd.Serialization;

namespace Dbd.Data.Formats.HuggingFace;

/// <summary>Writes a folder as <c>save_to_disk</c> of <c>datasets</c> does.</summary>
internal static class SavedDatasetWriter
{
    /// <summary>The one file of a set.</summary>
    public const string DataFile = "data-00000-of-00001.arrow";

    /// <summary>Writes a set into a folder, which may have others.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="set">What the set is called.</param>
    /// <param name="data">The set.</param>
    /// <param name="progress">Is told how far writing is; may be null.</param>
    /// <param name="cancellation">Stops between some pictures.</param>
    /// <exception cref="DbdException">A file cannot be written.</exception>
    public static void Write(
        string folder, string set, IImageSource data, IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        string place = Path.Combine(folder, set);
        HubWriter.WriteArrow(Path.Combine(place, DataFile), data, progress, cancellation);
        Json(Path.Combine(place, SavedDatasetFormat.InfoFile), new Dictionary<string, object>
        {
            ["citation"] = "",
            ["description"] = "",
            ["features"] = HubFeatures.Described(HubWriter.Image, HubWriter.Label, data.ClassNames),
            ["homepage"] = "",
            ["license"] = "",
        });
        Json(Path.Combine(place, SavedDatasetFormat.StateFile), new Dictionary<string, object?>
        {
            ["_data_files"] = new[] { new { filename = DataFile } },
            ["_fingerprint"] = $"{Crc32.Of(File.ReadAllBytes(Path.Combine(place, DataFile))):x8}",
            ["_format_columns"] = null,
            ["_format_kwargs"] = new { },
            ["_format_type"] = null,
            ["_output_all_columns"] = false,
            ["_split"] = set,
        });
        // The training set first, as datasets itself has them.
        string[] sets =
            [.. Directory.EnumerateDirectories(folder).Select(d => Path.GetFileName(d)!).OrderDescending(StringComparer.Ordinal)];
        Json(Path.Combine(folder, SavedDatasetFormat.DictFile), new { splits = sets });
    }

    private static void Json<T>(string path, T value) => AtomicFile.WriteBytes(path, JsonSerializer.SerializeToUtf8Bytes(value));
}
