using System.Text.Json;

using Dbd.Serialization;

namespace Dbd.Runs;

/// <summary>Reads and writes the files of records: of runs, and of what is made of several runs.</summary>
internal static class RecordFile
{
    /// <summary>Writes a record under today's number of the schema, safely.</summary>
    /// <exception cref="DbdException">It cannot be written.</exception>
    public static void Write(string path, RunRecord record) =>
        CheckedJson.Write<object>(path, record with { Schema = RunRecord.CurrentSchema });

    /// <summary>Reads a record.</summary>
    /// <param name="path">The file.</param>
    /// <param name="advice">What to do where it is damaged, as a sentence.</param>
    /// <exception cref="DbdException">It is missing, damaged, or of a later version of this program.</exception>
    public static T Read<T>(string path, string advice)
        where T : RunRecord => Parse<T>(Bytes(path), path, advice);

    /// <summary>Reads a record from memory.</summary>
    /// <exception cref="DbdException">As of <see cref="Read"/>.</exception>
    public static T Parse<T>(byte[] json, string path, string advice)
        where T : RunRecord
    {
        const int known = RunRecord.CurrentSchema;
        JsonElement? written = Member(Root(json), "schema");
        if (written is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out int schema) && schema > known)
            throw new DbdException(
                $"{path} has the schema {schema}, and this version of the program knows {known}. A later version wrote it: use that one.");
        return CheckedJson.Parse<T>(json, path, advice);
    }

    /// <summary>Whether a file is a run's record, whole or damaged, and not one of something else.</summary>
    /// <exception cref="DbdException">It cannot be read.</exception>
    public static bool IsOfARun(string path)
    {
        if (Root(Bytes(path)) is not { } root)
            return true;
        string? program = Program(root);
        return program == RunRecord.OfARun || (program is null && Member(root, "done") is not null);
    }

    /// <summary>The program that wrote a record; null where it does not tell.</summary>
    public static string? Program(JsonElement? root) =>
        Member(root, "program") is { ValueKind: JsonValueKind.String } program ? program.GetString() : null;

    /// <summary>What a file holds; null where it is no JSON at all.</summary>
    public static JsonElement? Root(byte[] json)
    {
        try
        {
            return JsonElement.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Bytes(string path) => DamagedDataException.Naming(path, "a record", () => File.ReadAllBytes(path));

    private static JsonElement? Member(JsonElement? root, string name) =>
        root is { ValueKind: JsonValueKind.Object } members && members.TryGetProperty(name, out JsonElement member) ? member : null;
}
