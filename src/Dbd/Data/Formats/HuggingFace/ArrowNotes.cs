using Apache.Arrow.Ipc;

using Dbd.Data.Formats.Parquet;

namespace Dbd.Data.Formats.HuggingFace;

/// <summary>What a Parquet file says under <c>huggingface</c>. Arrow C++ writes it among the file's own notes; Arrow's Rust library, which
/// polars uses, only into the Arrow schema that it keeps among them.</summary>
internal static class ArrowNotes
{
    private const string SchemaKey = "ARROW:schema";

    /// <summary>Reads it.</summary>
    /// <returns>Null if the file says nothing.</returns>
    /// <exception cref="DbdException">The schema is damaged.</exception>
    public static string? Of(ParquetTable table, string path)
    {
        if (table.Note(HubFeatures.Key) is { } note)
            return note;
        if (table.Note(SchemaKey) is not { } schema)
            return null;
        try
        {
            byte[] bytes = Convert.FromBase64String(schema);
            ArrowMessage.CheckAlone(bytes);
            using ArrowStreamReader reader = new(bytes.AsMemory());
            return reader.Schema.Metadata is { } notes && notes.TryGetValue(HubFeatures.Key, out string? text) ? text : null;
        }
        catch (Exception e)
        {
            // The library tells damage by exceptions of many kinds.
            throw new DbdException($"{path}: the schema that it keeps for Arrow is damaged: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
