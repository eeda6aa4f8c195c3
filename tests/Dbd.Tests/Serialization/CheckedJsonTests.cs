using System.Text;
using System.Text.Json.Serialization;

using Dbd.Serialization;
using Dbd.Testing;

using Xunit;

namespace Dbd.Tests.Serialization;

public sealed class CheckedJsonTests
{
    private const string Good = """{"name":"a","tall":1.5,"parts":{"x":{"y":2}},"list":["p","q"]}""";

    public static TheoryData<string, string> Damages { get; } = new()
    {
        { "", "f.json: $: The input does not contain any JSON tokens." },
        { Good[..^1], "f.json: $" },
        { "null", "f.json: $: There is null, where a value should be." },
        { "[]", "f.json: $: The JSON value could not be converted" },
        { Good.Replace("\"a\"", "null"), "f.json: $.name: " },
        { Good.Replace("1.5", "null"), "f.json: $.tall: " },
        { Good.Replace("1.5", "\"1.5\""), "f.json: $.tall: " },
        { Good.Replace("1.5", "1e999"), "f.json: $: tall is too much." },
        { Good.Replace("1.5", "\"NaN\""), "f.json: $: tall is too much." },
        { Good.Replace("{\"y\":2}", "null"), "f.json: $.parts.x: There is null, where a value should be." },
        { Good.Replace("\"q\"", "null"), "f.json: $.list[1]: There is null, where a value should be." },
        { Good.Replace("\"name\":\"a\",", ""), "f.json: $: JSON deserialization for type" },
        { Good.Replace("\"name\"", "\"other\":1,\"name\""), "f.json: $.other: The JSON property 'other' could not be mapped" },
        { Good.Replace("\"name\"", "\"name\":\"b\",\"name\""), "f.json: $.name: Duplicate property 'name'" },
        { Good.Replace("\"y\":2", "\"y\":2,\"y\":2"), "f.json: $.parts.x.y: Duplicate properties" },
        { Good.Replace("\"y\"", "\"\\ud800\""), "f.json: $" },
        { Good.Replace("\"q\"", "\"\\ud800\""), "f.json: $.list[1]: " },
        { Good.Replace("2", new string('[', 100) + new string(']', 100)), "f.json: $.parts.x.y: " },
        { Good + "x", "f.json: $: 'x' is" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void What_is_damaged_is_refused_with_its_place_and_what_to_do(string json, string told)
    {
        DbdException refused = Assert.Throws<DbdException>(() =>
            CheckedJson.Parse<Sample>(Encoding.UTF8.GetBytes(json), "f.json", "Do this."));
        Assert.StartsWith(told, refused.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Do this.", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read()
    {
        using TempFolder folder = new();
        Sample sample = new(
            "a",
            double.NegativeInfinity,
            new Dictionary<string, IReadOnlyDictionary<string, double>> { ["x"] = new Dictionary<string, double> { ["y"] = double.NaN } },
            ["p"]);
        CheckedJson.Write(folder.File("f.json"), sample);
        Sample read = CheckedJson.Read<Sample>(folder.File("f.json"), "");
        Assert.Equal((sample.Name, sample.Tall, double.NaN, "p"), (read.Name, read.Tall, read.Parts["x"]["y"], Assert.Single(read.List)));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Equal(
            "/nowhere/f.json does not exist; it should be a JSON file.",
            Assert.Throws<DbdException>(() => CheckedJson.Read<Sample>("/nowhere/f.json", "")).Message);

    private sealed record Sample(
        string Name,
        double Tall,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Parts,
        IReadOnlyList<string> List,
        string? Note = null) : IJsonOnDeserialized
    {
        void IJsonOnDeserialized.OnDeserialized() => CheckedJson.Require(Tall < 2, "tall is too much.");
    }
}
