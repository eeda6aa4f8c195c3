using Dbd.Runs;
using Dbd.Testing;
using Dbd.Torch.Tables;

using Xunit;

namespace Dbd.Torch.Tests.Tables;

/// <summary>Records of runs: those that are there are read, damaged ones are told of and stop nothing else.</summary>
public sealed class RunRecordTests : IDisposable
{
    private const string Supervise = """
        methods:
          - name: damaged
            stages: [{config: config/tiny/supervise/example.yaml, set: [num_epochs=1]}]
          - name: whole
            stages: [{config: config/tiny/supervise/example.yaml, set: [num_epochs=2]}]

        """;

    private readonly TinyTable _table = new();

    public static TheoryData<string> Kept { get; } =
    [
        .. Directory.GetDirectories(RepositoryRoot.File("results"), "runs", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
    ];

    public void Dispose() => _table.Dispose();

    [Theory]
    [MemberData(nameof(Kept))]
    public void Every_record_of_the_repository_is_read(string folder)
    {
        string[] files = Directory.GetFiles(folder, "*.json");
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.NotEmpty(RunRecord.At(file).Done));
    }

    [Theory]
    [InlineData("", "$: The input does not contain any JSON tokens.")]
    [InlineData("null", "$: There is null")]
    [InlineData("""{"done": null}""", "$.done: ")]
    [InlineData("""{"done": [null]}""", "$.done[0]: There is null")]
    [InlineData("""{"done": [{"seconds": 1}]}""", "$.done[0]: JSON deserialization for type")]
    [InlineData("""{"done": [{"seconds": 1, "readings": null}]}""", "$.done[0]")]
    [InlineData("""{"done": [{"seconds": 1, "readings": {"clean_test": null}}]}""", "$.done[0].readings.clean_test: There is null")]
    [InlineData("""{"done": [{"seconds": -1, "readings": {}}]}""", "$.done[0]: seconds is no length of time.")]
    [InlineData("""{"done": [{"seconds": "NaN", "readings": {}}]}""", "$.done[0]: seconds is no length of time.")]
    [InlineData("""{"dome": []}""", "$.dome: ")]
    public void A_damaged_one_stops_neither_status_nor_the_other_cells(string json, string told)
    {
        TablePlan plan = _table.Plan(_table.Spec(Supervise));
        string path = plan.Cells[0].Runs[0].Directory.RecordFile;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, json);

        TableResults results = TableResults.Read(plan);
        Assert.Equal([false, false], results.Cells.Select(c => c.IsDone));
        string damage = Assert.Single(results.Damages);
        Assert.StartsWith($"{path}: {told}", damage, StringComparison.Ordinal);
        Assert.EndsWith("Remove it: the run goes on from its checkpoint, or is trained again.", damage, StringComparison.Ordinal);
        Assert.Equal([damage, null], results.Cells.Select(c => c.Failure));
        Assert.Contains(damage, TableMarkdown.Render(results), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_one_is_left_as_it_is_and_the_other_cells_are_trained()
    {
        TablePlan plan = _table.Plan(_table.Spec(Supervise));
        PlannedRun run = plan.Cells[0].Runs[0];
        string path = run.Directory.RecordFile;
        Directory.CreateDirectory(run.Directory.Log);
        File.WriteAllText(path, "{");
        IReadOnlyList<string> told = TinyTable.Run(plan);
        Assert.StartsWith($"damaged, badnets, seed 100 failed: {path}: $", told[0], StringComparison.Ordinal);
        Assert.Equal([false, true], TableResults.Read(plan).Cells.Select(c => c.IsDone));
        Assert.Equal("{", File.ReadAllText(path));

        File.Delete(path);
        TinyTable.Run(plan);
        Assert.Equal([true, true], TableResults.Read(plan).Cells.Select(c => c.IsDone));
    }

    [Fact]
    public void A_whole_copy_beside_the_table_serves_and_the_damage_is_told()
    {
        TablePlan plan = _table.Plan(_table.Spec(Supervise));
        TinyTable.Run(plan);
        PlannedRun run = plan.Cells[0].Runs[0];
        File.WriteAllText(run.Directory.RecordFile, "{");
        TableResults results = TableResults.Read(plan);
        Assert.Equal([true, true], results.Cells.Select(c => c.IsDone));
        Assert.StartsWith(run.Directory.RecordFile, Assert.Single(results.Damages), StringComparison.Ordinal);

        File.WriteAllText(run.Kept, "{");
        Assert.Equal([false, true], TableResults.Read(plan).Cells.Select(c => c.IsDone));
    }
}
