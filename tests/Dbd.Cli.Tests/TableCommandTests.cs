using System.Runtime.Versioning;
using System.Text;

using Dbd.Data.Formats.Cifar;
using Dbd.Data.Synthesis;
using Dbd.Testing;
using Dbd.Torch.Tables;

using Xunit;

namespace Dbd.Cli.Tests;

public sealed class TableCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Two_processes_make_a_table_together_and_the_status_tells_it()
    {
        CifarBinaryWriter.Write(
            _folder.File("data"),
            Synthetic.Generate(seed: 1, SyntheticSplit.Train, 64),
            Synthetic.Generate(seed: 1, SyntheticSplit.Test, 20));
        string spec = Spec();
        Assert.Contains(
            "No Defense, badnets, seed 1: open; supervise 0/1", Shell.Run("table", spec, "--status").Output, StringComparison.Ordinal);

        Shell made = Shell.Run("table", spec, "--gpu", "cpu", "--processes", "2");
        Assert.Equal((0, ""), (made.Code, made.Error));
        Assert.True(File.Exists(_folder.File("runs", "process-2.log")));
        Assert.Equal(4, Directory.GetFiles(_folder.File("out")).Length);

        Shell status = Shell.Run("table", spec, "--status");
        Assert.Equal(0, status.Code);
        Assert.Contains("No Defense, badnets, seed 2: done; supervise 1/1", status.Output, StringComparison.Ordinal);
        Assert.Contains("| No Defense |", status.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Jobs_make_their_cells_and_the_last_one_finds_the_table_whole()
    {
        CifarBinaryWriter.Write(
            _folder.File("data"),
            Synthetic.Generate(seed: 1, SyntheticSplit.Train, 64),
            Synthetic.Generate(seed: 1, SyntheticSplit.Test, 20));
        string spec = Spec();
        Assert.Equal(0, Shell.Run("table", spec, "--gpu", "cpu", "--shard", "2/2").Code);
        string status = Shell.Run("table", spec, "--status").Output;
        Assert.Contains("seed 1: open; supervise 0/1", status, StringComparison.Ordinal);
        Assert.Contains("seed 2: done; supervise 1/1", status, StringComparison.Ordinal);
        Assert.Equal(0, Shell.Run("table", spec, "--gpu", "cpu", "--shard", "1/2").Code);
        Assert.DoesNotContain("open", Shell.Run("table", spec, "--status").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0/2")]
    [InlineData("3/2")]
    [InlineData("1")]
    [InlineData("-1/2")]
    public void A_job_that_there_is_not_is_a_usage_error(string shard)
    {
        Shell wrong = Shell.Run("table", "spec.yaml", "--shard", shard);
        Assert.Equal(2, wrong.Code);
        Assert.Contains($"--shard is '{shard}'", wrong.Error, StringComparison.Ordinal);
        Shell both = Shell.Run("table", "spec.yaml", "--shard", "1/2", "--processes", "2");
        Assert.Contains("Give one of them", both.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_script_for_Slurm_has_a_job_a_cell_and_is_a_shells()
    {
        Shell printed = Shell.Run("table", Spec(), "--gpu", "cpu", "--slurm", "--set", "loader={batch_size: 16}");
        Assert.Equal((0, ""), (printed.Code, printed.Error));
        Assert.StartsWith("#!/bin/bash\n#SBATCH --job-name=dbd-", printed.Output, StringComparison.Ordinal);
        Assert.Contains("\n#SBATCH --array=1-2\n", printed.Output, StringComparison.Ordinal);
        Assert.Contains(
            " --gpu cpu --set 'loader={batch_size: 16}' --shard \"$SLURM_ARRAY_TASK_ID/2\"\n", printed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 1)]
    [UnsupportedOSPlatform("windows")]
    public async Task The_script_goes_to_sbatch_which_tells_the_job(int sbatchs, int own)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The sbatch here is for a POSIX shell.");
        string sbatch = _folder.Write("bin/sbatch", Encoding.UTF8.GetBytes($"#!/bin/sh\necho job 7\ncat >script\nexit {sbatchs}\n"));
        File.SetUnixFileMode(sbatch, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        string line = $"exec {Launched.Program} table '{Spec()}' --gpu cpu";
        using Launched submitted = new(_folder.Path, [], "sh", "-c", $"PATH={_folder.File("bin")}:$PATH; {line} --submit");
        Assert.Equal(new Shell(own, "job 7\n", ""), await submitted.End());
        using Launched printed = new(_folder.Path, [], "sh", "-c", $"{line} --slurm");
        Assert.Equal((await printed.End()).Output, File.ReadAllText(_folder.File("script")));
    }

    [Fact]
    public void A_damaged_record_is_named_by_the_status_and_stops_nothing()
    {
        string spec = Spec();
        string record = TablePlan.Load(new TableRequest { SpecPath = spec }).Cells[0].Runs[0].Directory.RecordFile;
        Directory.CreateDirectory(Path.GetDirectoryName(record)!);
        File.WriteAllText(record, """{"done": [null]}""");
        Shell status = Shell.Run("table", spec, "--status");
        Assert.Equal((0, ""), (status.Code, status.Error));
        Assert.Contains("seed 1: failed; supervise 0/1", status.Output, StringComparison.Ordinal);
        Assert.Contains("seed 2: open; supervise 0/1", status.Output, StringComparison.Ordinal);
        Assert.Contains($"{record}: $.done[0]: There is null, where a value should be.", status.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_helper_that_fails_is_told_and_its_work_is_done_by_the_first_process()
    {
        CifarBinaryWriter.Write(
            _folder.File("data"),
            Synthetic.Generate(seed: 1, SyntheticSplit.Train, 64),
            Synthetic.Generate(seed: 1, SyntheticSplit.Test, 20));
        Directory.CreateDirectory(_folder.File("runs", "process-2.log"));
        Shell made = Shell.Run("table", Spec(), "--gpu", "cpu", "--processes", "2");
        Assert.Equal(0, made.Code);
        Assert.Contains(
            $"another process of this table ended with exit code 1; {_folder.File("runs", "process-2.log")} says why",
            made.Error,
            StringComparison.Ordinal);
    }

    // Published with its own runtime there may be no dotnet.
    [Theory]
    [InlineData("/opt/dbd/Dbd.Cli", "/opt/dbd/Dbd.Cli", 1)]
    [InlineData("/opt/dbd/Dbd.Cli.exe", "/opt/dbd/Dbd.Cli.exe", 1)]
    [InlineData("/usr/bin/dotnet", "/usr/bin/dotnet", 2)]
    [InlineData("/tests/Dbd.Cli.Tests", "dotnet", 2)]
    [InlineData(null, "dotnet", 2)]
    public void Another_process_is_started_as_this_one_was(string? host, string program, int words)
    {
        string[] start = TableHelpers.ProgramOf(host);
        Assert.Equal((program, words), (start[0], start.Length));
    }

    [Fact]
    public void A_wrong_table_is_a_usage_error_with_its_place()
    {
        Shell shell = Shell.Run("table", _folder.File("none.yaml"));
        Assert.Equal(2, shell.Code);
        Assert.Contains("none.yaml: There is no such file.", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_process_at_all_is_refused() => Assert.Equal(2, Shell.Run("table", "f.yaml", "--processes", "0").Code);

    public void Dispose() => _folder.Dispose();

    private string Spec()
    {
        string path = _folder.File("table.yaml");
        File.WriteAllText(path, $$"""
            out: {{_folder.File("out")}}
            runs: {{_folder.File("runs")}}
            set:
              - dataset_dir={{_folder.File("data")}}
              - backdoor.badnets.trigger_path={{RepositoryRoot.File("data", "trigger", "badnets_2x2.png")}}
              - network.resnet18_cifar.width=2
              - precision=fp32
            seeds: [1, 2]
            attacks: [badnets]
            methods:
              - name: No Defense
                stages: [{config: "{{RepositoryRoot.File("config", "quickstart", "supervise")}}/{attack}.yaml", set: [num_epochs=1]}]
            """);
        return path;
    }
}
