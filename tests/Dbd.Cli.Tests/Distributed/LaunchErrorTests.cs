using Dbd.Cli.Options;
using Dbd.Torch.Runtime.Distributed;

using Xunit;

namespace Dbd.Cli.Tests.Distributed;

/// <summary>Processes that are started wrongly, and processes that do not fit each other.</summary>
public sealed class LaunchErrorTests : IDisposable
{
    private static readonly Launch s_two = new("mpirun (Open MPI)", MpiKind.OpenMpi, Rank: 1, Size: 2, LocalRank: 1);

    private readonly MpiRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Theory]
    [InlineData("OMPI_COMM_WORLD_SIZE=2", "Open MPI")]
    [InlineData("PMI_SIZE=2", "MPICH")]
    public async Task A_library_that_sees_fewer_processes_than_the_launcher_is_refused_before_anything_is_written(
        string variable, string library)
    {
        using Launched launched = new(
            _runs.Root, [variable, "OMPI_ALLOW_RUN_AS_ROOT=1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1"], "sh", "-c",
            $"exec {Launched.Program} {string.Join(' ', _runs.Line("wrong", "supervise").Select(w => $"'{w}'"))}");
        Shell shell = await launched.End();
        Assert.SkipWhen(shell.Error.Contains("cannot be loaded", StringComparison.Ordinal), $"{library} is not installed");
        Assert.Equal(1, shell.Code);
        Assert.Contains("says that it started 2 processes, of which this is number 0; ", shell.Error, StringComparison.Ordinal);
        Assert.Contains(" sees 1, of which this is number 0.", shell.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_runs.File("wrong")));
    }

    [Fact]
    public async Task Plain_srun_is_refused_with_the_options_that_make_it_speak()
    {
        using Launched launched = new(
            _runs.Root, ["SLURM_STEP_NUM_TASKS=4", "SLURM_PROCID=0"], "sh", "-c",
            $"exec {Launched.Program} {string.Join(' ', _runs.Line("wrong", "supervise").Select(w => $"'{w}'"))}");
        Shell shell = await launched.End();
        Assert.Equal(2, shell.Code);
        Assert.Contains("srun --mpi=pmix (Open MPI) or srun --mpi=pmi2 (MPICH)", shell.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_runs.File("wrong")));
    }

    [Theory]
    [InlineData(MpiRuns.OpenMpi)]
    [InlineData(MpiRuns.Mpich)]
    public async Task What_is_wrong_in_all_processes_is_told_once(string launcher)
    {
        Shell shell = await _runs.Run(launcher, 2, [.. _runs.Line("wrong", "supervise", "loader.batch_size=1000")]);
        Assert.Equal(2, shell.Code);
        Assert.Single(shell.Error.Split('\n'), line => line.Contains("A batch of 1000 does not fit 100", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(MpiRuns.OpenMpi)]
    [InlineData(MpiRuns.Mpich)]
    public async Task A_process_with_other_data_is_named_and_ends_all(string launcher)
    {
        Directory.CreateDirectory(_runs.File("other"));
        foreach (string file in Directory.GetFiles(_runs.File("data")))
            File.Copy(file, _runs.File("other", Path.GetFileName(file)));
        FlipABit(_runs.File("other", "data_batch_1.bin"));
        string line = string.Join(' ', _runs.Line("apart", "supervise", "dataset_dir=.").Select(w => $"'{w}'"));
        string script = $"""
            d=data; [ "$OMPI_COMM_WORLD_RANK$PMI_RANK" = 1 ] && d=other
            cd "{_runs.Root}/$d" && exec {Launched.Program} {line}
            """;
        File.WriteAllText(_runs.File("start.sh"), script);
        using Launched launched = _runs.StartProgram(launcher, 2, $"sh '{_runs.File("start.sh")}'");
        Shell shell = await launched.End();
        Assert.Equal(1, shell.Code);
        Assert.Contains("Process 1 on ", shell.Error, StringComparison.Ordinal);
        Assert.Contains(" has other data than process 0 on ", shell.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_runs.Saved("apart", "supervise")));
    }

    [Fact]
    public void Options_of_the_reference_may_say_what_the_launcher_says_and_nothing_else()
    {
        System.CommandLine.Command command = new("supervise");
        Assert.Null(ProcessOptions.Wrong(s_two, command, 2, "--world-size"));
        Assert.Null(ProcessOptions.WrongRank(s_two, 1));
        Assert.Contains(
            "mpirun (Open MPI) started 2 processes", ProcessOptions.Wrong(s_two, command, 4, "--world-size"), StringComparison.Ordinal);
        Assert.Contains("numbers this process 1", ProcessOptions.WrongRank(s_two, 0), StringComparison.Ordinal);
        Launch alone = Launch.Of(_ => null);
        Assert.Contains("mpirun -n 4 dbd supervise", ProcessOptions.Wrong(alone, command, 4, "--world-size"), StringComparison.Ordinal);
        Assert.Contains("leave --rank out", ProcessOptions.WrongRank(alone, 1), StringComparison.Ordinal);
    }

    [Fact]
    public void Commands_for_one_process_refuse_to_be_started_together()
    {
        Assert.Contains("'report' is work for one process", Together.Misuse(new("report"), s_two), StringComparison.Ordinal);
        Assert.Null(Together.Misuse(new SharedCommand("supervise", ""), s_two));
        Assert.Null(Together.Misuse(new("report"), Launch.Of(_ => null)));
    }

    private static void FlipABit(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
