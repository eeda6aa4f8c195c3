using System.Text.Json.Nodes;

using Xunit;

namespace Dbd.Cli.Tests.Compat;

[Collection(nameof(EarlierWork))]
public sealed class EarlierTableTests
{
    [Theory]
    [MemberData(nameof(EarlierWork.Builds), MemberType = typeof(EarlierWork))]
    public void The_status_counts_what_was_done(string build)
    {
        using EarlierWork work = new(build);
        string status = EarlierWork.Run("table", "table.yaml", "--status");
        Assert.Contains("No Defense, badnets, seed 100: done; supervise 1/1", status, StringComparison.Ordinal);
        Assert.Contains("DBD, badnets, seed 100: open; supervise 1/1, simclr 2/2, mixmatch_finetune 2/3", status, StringComparison.Ordinal);
    }

    // Of No Defense there is the record alone, in `results/runs`.
    [Theory]
    [MemberData(nameof(EarlierWork.Builds), MemberType = typeof(EarlierWork))]
    public void A_table_goes_on_with_the_run_that_is_open_and_trains_no_other(string build)
    {
        using EarlierWork work = new(build);
        string[] runs = Names(Path.Combine("storage", "table"));
        JsonArray before = EpochsOf("mixmatch_finetune");
        byte[] simClr = File.ReadAllBytes(RunFile("simclr", "latest_model.pt"));

        string output = EarlierWork.Run("table", "table.yaml");
        Assert.Contains("mixmatch_finetune: goes on with epoch 3 of 3", output, StringComparison.Ordinal);
        Assert.Equal(runs, Names(Path.Combine("storage", "table")));
        Assert.Equal(simClr, File.ReadAllBytes(RunFile("simclr", "latest_model.pt")));
        JsonArray after = EpochsOf("mixmatch_finetune");
        Assert.Equal([2, 3], [before.Count, after.Count]);
        Assert.All(before.Zip(after), epochs => Assert.True(JsonNode.DeepEquals(epochs.First, epochs.Second)));

        string table = File.ReadAllText(Path.Combine("results", "table.md"));
        Assert.Contains("seed 100.", table, StringComparison.Ordinal);
        Assert.DoesNotContain("cells are done", table, StringComparison.Ordinal);
        Assert.Equal(4, Names(Path.Combine("results", "runs")).Length);
    }

    private static string[] Names(string folder) => [.. Directory.GetFileSystemEntries(folder).Order(StringComparer.Ordinal)];

    private static JsonArray EpochsOf(string stage) => JsonNode.Parse(File.ReadAllText(RunFile(stage, "run.json")))!["done"]!.AsArray();

    // The name of a run's folder ends with its configuration's hash.
    private static string RunFile(string stage, string name)
    {
        string folder = Assert.Single(Directory.GetDirectories(Path.Combine("storage", "table"), $"{stage}-*"));
        return Assert.Single(Directory.GetFiles(folder, name, SearchOption.AllDirectories));
    }
}
