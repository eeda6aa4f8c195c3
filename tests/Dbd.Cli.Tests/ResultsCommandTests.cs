using Dbd.Runs;
using Dbd.Testing;

using Xunit;

namespace Dbd.Cli.Tests;

/// <summary>Records and CSV files, wherever they lie, as one table.</summary>
public sealed class ResultsCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_row_a_run_and_epoch_and_a_column_a_reading()
    {
        Save("saved/a/log/run.json", Run("supervise", 0.25, 0.5));
        _folder.Write("saved/b/log/simclr.log", "2026-11-24 12:00:00 begun\n"u8.ToArray());
        _folder.Write("saved/b/log/self_train.csv", "loss\n4.5\n4.25\n"u8.ToArray());
        Shell shell = Shell.Run("results", _folder.File("saved"));
        Assert.Equal((0, ""), (shell.Code, shell.Error));
        Assert.Equal(
            [
                "run,stage,attack,seed,epoch,seconds,clean_test.acc,poison_test.acc,poison_train.clean loss,self_train.loss",
                $"{_folder.File("saved", "a")},supervise,\"'=1,2\",7,1,1.5,0.25,,inf,",
                $"{_folder.File("saved", "a")},supervise,\"'=1,2\",7,2,1.5,0.5,,inf,",
                $"{_folder.File("saved", "b")},simclr,,,1,,,,,4.5",
                $"{_folder.File("saved", "b")},simclr,,,2,,,,,4.25",
            ],
            shell.Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void The_last_epoch_as_markdown_and_json()
    {
        Save("run.json", Run("supervise", 0.25, 0.5));
        string file = _folder.File("run.json");
        string markdown = Shell.Run("results", file, "--last", "--format", "markdown").Output;
        Assert.Equal(3, markdown.TrimEnd().Split('\n').Length);
        Assert.Contains("| supervise |   =1,2 |    7 |     2 |     1.5 |         0.5000 |", markdown, StringComparison.Ordinal);
        string json = Shell.Run("results", file, "--last", "--format", "json").Output;
        Assert.Contains("\"clean_test.acc\": 0.5", json, StringComparison.Ordinal);
        Assert.Contains("\"poison_train.clean loss\": \"Infinity\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("poison_test.acc", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_of_a_table_is_there_once_and_what_is_no_record_is_left_out()
    {
        Save("runs/supervise-1/saved/x/log/run.json", Run("supervise", 0.5));
        Save("out/runs/supervise-1.json", Run("supervise", 0.5));
        _folder.Write("out/table.json", "{}"u8.ToArray());
        _folder.Write("defense/run.json", """{"program": "dbd defend"}"""u8.ToArray());
        // As versions before this one had it: the record of a table's run above the run's folders.
        _folder.Write(
            "runs/simclr-2/run.json",
            """{"command": "dbd simclr", "done": [{"seconds": 2, "readings": {"self_train": {"loss": 4.5}}}]}"""u8.ToArray());
        _folder.Write("runs/simclr-2/saved/x/log/self_train.csv", "loss\n4.5\n"u8.ToArray());
        Save("saved/a.previous-20261124-120000/log/run.json", Run("moved aside", 0.5));
        string[] lines = Shell.Run("results", _folder.Path).Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        Assert.Equal(
            [_folder.File("out", "runs", "supervise-1"), _folder.File("runs", "simclr-2")], lines[1..].Select(l => l.Split(',')[0]));
    }

    [Fact]
    public void A_file_is_written_where_it_is_asked_for()
    {
        Save("run.json", Run("supervise", 0.5));
        Shell shell = Shell.Run("results", _folder.File("run.json"), "--out", _folder.File("new", "results.csv"));
        Assert.Equal((0, "", ""), (shell.Code, shell.Output, shell.Error));
        Assert.StartsWith(
            "run,stage,attack,seed,epoch,seconds,", File.ReadAllText(_folder.File("new", "results.csv")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere", "There is no such run.")]
    [InlineData("empty", "There is no run in this folder.")]
    [InlineData("other.json", "This is no record of a run.")]
    [InlineData("begun.json", "No run here has completed an epoch.")]
    public void Where_nothing_is_found_that_is_wrong_usage(string name, string told)
    {
        Directory.CreateDirectory(_folder.File("empty"));
        _folder.Write("other.json", """{"mine": 1}"""u8.ToArray());
        Save("begun.json", Run("supervise"));
        Shell shell = Shell.Run("results", _folder.File(name));
        Assert.Equal((2, ""), (shell.Code, shell.Output));
        Assert.Contains(told, shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_record_is_named()
    {
        _folder.Write("a/log/run.json", "{"u8.ToArray());
        Shell shell = Shell.Run("results", _folder.Path);
        Assert.Equal(1, shell.Code);
        Assert.Contains(_folder.File("a", "log", "run.json"), shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_records_of_the_repository_are_one_table()
    {
        Shell told = Shell.Run("results", RepositoryRoot.File("results", "cpu", "runs"), "--last");
        string[] lines = told.Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        Assert.Equal(Directory.GetFiles(RepositoryRoot.File("results", "cpu", "runs")).Length, lines.Length - 1);
        Assert.All(lines, line => Assert.Equal(lines[0].Split(',').Length, line.Split(',').Length));
    }

    private static RunRecord Run(string stage, params double[] accuracies) => new()
    {
        Command = $"dbd {stage}",
        Stage = stage,
        Attack = "=1,2",
        Seed = 7,
        Done =
        [
            .. accuracies.Select(accuracy => EpochRecord.Of(1.5,
            [
                Group("clean_test", accuracy),
                Group("poison_test", double.NaN),
                new("poison_train", [new("clean loss", double.PositiveInfinity)]),
            ])),
        ],
    };

    private static MetricGroup Group(string name, double accuracy) => new(name, [new Reading("acc", accuracy)]);

    private void Save(string file, RunRecord record) => record.Save(_folder.File(file.Split('/')));
}
