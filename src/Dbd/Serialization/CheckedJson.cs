using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dbd.Serialization;

/// <summary>JSON that this program keeps its state in, written, and read back with nothing taken on trust: what is missing, twice there,
/// unknown, null or of another kind is refused, and the file and the place in it are named.</summary>
/// <remarks>What is not known is left out when written: null stands nowhere, and is refused everywhere; a parameter of a record's
/// constructor that may be null has null as its default. What a number may be, its record knows: it implements
/// <see cref="IJsonOnDeserialized"/> and calls <see cref="Require"/>.</remarks>
internal static class CheckedJson
{
    /// <summary>How it is written and read.</summary>
    public static JsonSerializerOptions Format { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    /// <summary>Writes a file, safely (see <see cref="AtomicFile"/>).</summary>
    /// <typeparam name="T">What is written.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="value">What to write.</param>
    /// <exception cref="DbdException">It cannot be written.</exception>
    public static void Write<T>(string path, T value) => AtomicFile.WriteBytes(path, JsonSerializer.SerializeToUtf8Bytes(value, Format));

    /// <summary>Reads a file.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="advice">What to do where it is damaged, as a sentence.</param>
    /// <exception cref="DbdException">It is missing, unreadable or damaged.</exception>
    public static T Read<T>(string path, string advice) =>
        Parse<T>(DamagedDataException.Naming(path, "a JSON file", () => File.ReadAllBytes(path)), path, advice);

    /// <summary>Reads from memory.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="json">UTF-8.</param>
    /// <param name="source">Where it stands, for messages.</param>
    /// <param name="advice">What to do where it is damaged, as a sentence.</param>
    /// <exception cref="DbdException">It is damaged.</exception>
    public static T Parse<T>(byte[] json, string source, string advice)
    {
        try
        {
            T? value = JsonSerializer.Deserialize<T>(json, Format);
            using JsonDocument document = JsonDocument.Parse(json);
            if (NullIn(document.RootElement) is { } place)
                throw new JsonException("There is null, where a value should be.", $"${place}", null, null);
            return value!;
        }
        catch (JsonException e)
        {
            throw new DbdException($"{source}: {e.Path ?? "$"}: {Problem(e)} {advice}", e);
        }
    }

    /// <summary>For what a record checks of itself after it was read.</summary>
    /// <param name="holds">Whether it is as it should be.</param>
    /// <param name="problem">What is wrong, as a sentence.</param>
    /// <exception cref="JsonException">It is not.</exception>
    public static void Require([DoesNotReturnIf(false)] bool holds, string problem)
    {
        if (!holds)
            throw new JsonException(problem);
    }

    // Also within lists and dictionaries, of which the serializer does not look.
    private static string? NullIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.Array => element.EnumerateArray().Index()
            .Select(i => NullIn(i.Item) is { } place ? $"[{i.Index}]{place}" : null).FirstOrDefault(p => p is not null),
        JsonValueKind.Object => element.EnumerateObject()
            .Select(p => NullIn(p.Value) is { } place ? $".{p.Name}{place}" : null).FirstOrDefault(p => p is not null),
        _ => null,
    };

    // The library adds where, which is said before.
    private static string Problem(JsonException e) =>
        e.Message.Split([" Path: ", " LineNumber: "], StringSplitOptions.None)[0].ReplaceLineEndings(" ");
}
