using System.Text.Json.Nodes;

using Dbd.Runs;
using Dbd.Testing;
using Dbd.Torch.Tests.Stages;

using Json.Schema;

using Xunit;

namespace Dbd.Torch.Tests.Defenses;

/// <summary>What is written is what <c>docs/run-record.schema.json</c> says.</summary>
public sealed class RunRecordSchemaTests
{
    private static readonly JsonSchema s_schema = JsonSchema.FromFile(RepositoryRoot.File("docs", "run-record.schema.json"));

    [Fact]
    public void The_record_of_a_run_is_valid()
    {
        using TinyRuns runs = new();
        runs.Run("supervise", "num_epochs=1");
        string file = runs.Saved("supervise", "log", RunRecord.FileName);
        JsonObject record = AssertValid(file);
        Assert.All(
            new[]
            {
                "schema", "stage", "attack", "seed", "configuration", "configurationHash", "begun", "dataHash", "poisonHash", "epochs",
            },
            name => Assert.True(record.ContainsKey(name), name));
        Assert.Contains("num_epochs: 1", RunRecord.At(file).Configuration, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_are_not_finite_and_failures_are_valid()
    {
        using TempFolder folder = new();
        MetricGroup group = new("g", [new Reading("a", double.NaN), new Reading("b", double.NegativeInfinity)]);
        new RunRecord { Failure = "No memory.", FailedAt = DateTimeOffset.UnixEpoch, Done = [EpochRecord.Of(0, [group])] }.Save(
            folder.File("run.json"));
        AssertValid(folder.File("run.json"));
    }

    [Fact]
    public void The_record_of_a_defense_is_valid()
    {
        using TempFolder folder = new();
        DefenseRecordTests.Complete().Save(folder.File("run.json"));
        AssertValid(folder.File("run.json"));
    }

    [Fact]
    public void Every_record_of_the_repository_lacks_nothing_but_what_came_with_the_schema()
    {
        string[] files = Directory.GetFiles(RepositoryRoot.File("results"), "*.json", SearchOption.AllDirectories);
        files = [.. files.Where(f => Path.GetFileName(Path.GetDirectoryName(f)) == "runs")];
        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            JsonObject record = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
            (string, JsonNode)[] added = [("schema", 1), ("program", "dbd"), ("version", ""), ("torchSharp", "")];
            foreach ((string name, JsonNode value) in added)
                record.TryAdd(name, value);
            Assert.True(IsValid(record), file);
        });
    }

    [Theory]
    [InlineData("schema", "2")]
    [InlineData("done", """[{"seconds": -1, "readings": {}}]""")]
    [InlineData("done", """[{"seconds": 1, "readings": {"clean_test": {"acc": "much"}}}]""")]
    [InlineData("dome", "[]")]
    [InlineData("program", "\"dbd defend\"")]
    public void What_is_no_record_is_not_valid(string name, string value)
    {
        using TempFolder folder = new();
        new RunRecord().Save(folder.File("run.json"));
        JsonObject record = AssertValid(folder.File("run.json"));
        record[name] = JsonNode.Parse(value);
        Assert.False(IsValid(record));
    }

    private static JsonObject AssertValid(string file)
    {
        JsonObject record = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
        EvaluationResults results = s_schema.Evaluate(record, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(
            results.IsValid,
            string.Join(
                '\n', results.Details.Where(d => d.HasErrors).Select(d => $"{d.InstanceLocation}: {string.Join(' ', d.Errors!.Values)}")));
        return record;
    }

    private static bool IsValid(JsonObject record) => s_schema.Evaluate(record).IsValid;
}
